"""Error texts of JSON, in Python and in JavaScript."""

from wslearn.protocol.error_texts.entry import ErrorText

TEXTS = (
    ErrorText(
        id="not-json-serializable",
        pattern=r"Object of type \w+ is not JSON serializable",
        sample="TypeError: Object of type set is not JSON serializable",
        happened="json.dumps met a value for which JSON has no form.",
        cause="JSON knows objects, arrays, strings, numbers, true, false and null; no sets, dates or bytes.",
        fix="Turn it into one of these first: list(the_set), date.isoformat(); or give json.dumps a default=.",
        lesson="json",
        source="Python's json",
    ),
    ErrorText(
        id="json-single-quotes",
        pattern=r"Expecting property name enclosed in double quotes|Expected property name or '}'",
        sample="json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2",
        happened="The text looks like JSON, but its keys are not in double quotes.",
        cause="It was made with str(dict) or typed with single quotes; or it ends with a comma.",
        fix="Make the text with json.dumps or JSON.stringify.",
        lesson="json",
        source="Python's json",
    ),
    ErrorText(
        id="not-json",
        pattern=r"JSONDecodeError|Expecting value: line \d+ column \d+",
        sample="json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)",
        happened="A text that is no JSON was decoded; if nobody catches this, the connection is closed with 1011.",
        cause="The client sent plain text, nothing, or [object Object].",
        fix="Send JSON.stringify(value); on the server catch json.JSONDecodeError and answer with an error message.",
        lesson="json",
        source="Python's json",
    ),
    ErrorText(
        id="binary-to-json-consumer",
        pattern=r"No text section for incoming WebSocket frame",
        sample="ValueError: No text section for incoming WebSocket frame!",
        happened="A JSON consumer got a binary message or an empty text; the connection is closed with 1011.",
        cause="JsonWebsocketConsumer decodes text only.",
        fix="Send text, or override receive() to take bytes.",
        lesson="json-consumers",
        source="channels/generic/websocket.py",
    ),
    ErrorText(
        id="js-json-parse",
        pattern=r"is not valid JSON|in JSON at position \d+|JSON\.parse: ",
        sample="SyntaxError: Unexpected token 'h', \"hello\" is not valid JSON",
        happened="JSON.parse in the page met a text that is no JSON.",
        cause="The server sent plain text, str(dict) with single quotes, or NaN, which Python writes and JSON forbids.",
        fix="Send json.dumps(value) from the server, and no NaN or Infinity.",
        lesson="json",
        source="Browsers",
    ),
)
