"""The paths of the WebSockets, as urls.py has the paths of the pages."""

from channels.routing import URLRouter
from channels.security.websocket import OriginValidator
from django.urls import path, re_path

from live import consumers
from live import handshake_exercise
from live import events_consumers
from live import events_exercise
from live import json_consumers
from live import json_exercise
from live import async_consumers
from live import async_exercise
from live import frames_consumers
from live import frames_exercise
from live import routing_consumers
from live import routing_exercise
from live import browser_consumers
from live import generic_consumers
from live import generic_exercise
from live import json_generic_consumers
from live import json_consumers_exercise
from live import groups_consumers
from live import groups_exercise
from live import redis_consumers

websocket_urlpatterns = [
    # One line for each: a path and its consumer.
    path("ws/hello/", consumers.HelloConsumer.as_asgi()),
    path("ws/refuse/", consumers.RefuseConsumer.as_asgi()),
    path("ws/silent/", consumers.SilentConsumer.as_asgi()),
    path("ws/handshake/exercise/", handshake_exercise.WelcomeConsumer.as_asgi()),
    path("ws/events/", events_consumers.EventsConsumer.as_asgi()),
    path("ws/events/keys/", events_consumers.KeysConsumer.as_asgi()),
    path("ws/events/method/", events_consumers.MisspeltMethodConsumer.as_asgi()),
    path("ws/events/type/", events_consumers.MisspeltTypeConsumer.as_asgi()),
    path("ws/events/forgetful/", events_consumers.ForgetfulConsumer.as_asgi()),
    path("ws/events/count/", events_consumers.CountConsumer.as_asgi()),
    path("ws/events/exercise/", events_exercise.CounterConsumer.as_asgi()),
    path("ws/json/", json_consumers.JsonConsumer.as_asgi()),
    path("ws/json/number/", json_consumers.NumberConsumer.as_asgi()),
    path("ws/json/values/", json_consumers.ValuesConsumer.as_asgi()),
    path("ws/json/safe/", json_consumers.SafeConsumer.as_asgi()),
    path("ws/json/long/", json_consumers.LongConsumer.as_asgi()),
    path("ws/json/exercise/", json_exercise.SumConsumer.as_asgi()),
    path("ws/async/", async_consumers.EchoConsumer.as_asgi()),
    path("ws/async/forgotten/", async_consumers.ForgottenConsumer.as_asgi()),
    path("ws/async/slow/", async_consumers.SlowConsumer.as_asgi()),
    path("ws/async/slow/sync/", async_consumers.SlowSyncConsumer.as_asgi()),
    path("ws/async/together/", async_consumers.TogetherConsumer.as_asgi()),
    path("ws/async/heavy/", async_consumers.HeavySyncConsumer.as_asgi()),
    path("ws/async/quick/", async_consumers.QuickConsumer.as_asgi()),
    path("ws/async/blocking/", async_consumers.BlockingConsumer.as_asgi()),
    path("ws/async/loop/", async_consumers.LoopConsumer.as_asgi()),
    path("ws/async/loop/sync/", async_consumers.LoopSyncConsumer.as_asgi()),
    path("ws/async/numbers/", async_consumers.NumbersConsumer.as_asgi()),
    path("ws/async/exercise/", async_exercise.TickerConsumer.as_asgi()),
    path("ws/frames/", frames_consumers.FramesConsumer.as_asgi()),
    path("ws/frames/both/", frames_consumers.BothConsumer.as_asgi()),
    path("ws/frames/subprotocol/", frames_consumers.SubprotocolConsumer.as_asgi()),
    path("ws/frames/stubborn/", frames_consumers.StubbornConsumer.as_asgi()),
    path("ws/frames/headers/", frames_consumers.HeadersConsumer.as_asgi()),
    path("ws/frames/pair/", frames_consumers.PairConsumer.as_asgi()),
    path("ws/frames/closing/", frames_consumers.ClosingConsumer.as_asgi()),
    path("ws/frames/refusing/", frames_consumers.RefusingConsumer.as_asgi()),
    path("ws/frames/explaining/", frames_consumers.ExplainingConsumer.as_asgi()),
    path("ws/frames/causes/", frames_consumers.CausesConsumer.as_asgi()),
    path("ws/frames/exercise/", frames_exercise.MeterConsumer.as_asgi()),
    path("ws/routing/", routing_consumers.RouteConsumer.as_asgi()),
    path("ws/routing/room/<room>/", routing_consumers.RouteConsumer.as_asgi()),
    path("ws/routing/table/<int:number>/", routing_consumers.RouteConsumer.as_asgi()),
    re_path(r"^ws/routing/word/(?P<word>\w+)/$", routing_consumers.RouteConsumer.as_asgi()),
    # Two mistakes on purpose: no $ at the end, and a slash at the beginning.
    re_path(r"^ws/routing/open/(?P<word>\w+)/", routing_consumers.RouteConsumer.as_asgi()),
    path("/ws/routing/slash/", routing_consumers.RouteConsumer.as_asgi()),
    # A router behind a router: it gets the rest of the path.
    path("ws/routing/kitchen/<city>/", URLRouter(routing_consumers.kitchen_urlpatterns)),
    path("ws/routing/scope/", routing_consumers.ScopeConsumer.as_asgi()),
    path("ws/routing/user/", routing_consumers.UserConsumer.as_asgi()),
    # The same consumer, for one origin only.
    path(
        "ws/routing/strict/",
        OriginValidator(routing_consumers.UserConsumer.as_asgi(), ["https://127.0.0.1:9999"]),
    ),
    path("ws/routing/exercise/", URLRouter(routing_exercise.urlpatterns)),
    path("ws/browser/", browser_consumers.BrowserConsumer.as_asgi()),
    path("ws/browser/board/", browser_consumers.BoardConsumer.as_asgi()),
    path("ws/browser/news/", browser_consumers.NewsConsumer.as_asgi()),
    path("ws/browser/exercise/", browser_consumers.LinesConsumer.as_asgi()),
    path("ws/generic/", generic_consumers.GenericConsumer.as_asgi()),
    path("ws/generic/bare/", generic_consumers.BareConsumer.as_asgi()),
    path("ws/generic/calls/", generic_consumers.CallsConsumer.as_asgi()),
    path("ws/generic/ask/", generic_consumers.AskConsumer.as_asgi()),
    path("ws/generic/narrow/", generic_consumers.NarrowConsumer.as_asgi()),
    path("ws/generic/leaky/", generic_consumers.LeakyConsumer.as_asgi()),
    path("ws/generic/async/", generic_consumers.AsyncGenericConsumer.as_asgi()),
    path("ws/generic/plain-def/", generic_consumers.PlainDefConsumer.as_asgi()),
    path("ws/generic/async-def/", generic_consumers.AsyncDefConsumer.as_asgi()),
    path("ws/generic/news/", generic_consumers.NewsConsumer.as_asgi()),
    path("ws/generic/exercise/", generic_exercise.MirrorConsumer.as_asgi()),
    path("ws/json-consumers/", json_generic_consumers.JsonGenericConsumer.as_asgi()),
    path("ws/json-consumers/twice/", json_generic_consumers.TwiceConsumer.as_asgi()),
    path("ws/json-consumers/careless/", json_generic_consumers.CarelessConsumer.as_asgi()),
    path("ws/json-consumers/careful/", json_generic_consumers.CarefulConsumer.as_asgi()),
    path("ws/json-consumers/shop/", json_generic_consumers.ShopConsumer.as_asgi()),
    path("ws/json-consumers/shop/django/", json_generic_consumers.DjangoShopConsumer.as_asgi()),
    path("ws/json-consumers/bill/", json_generic_consumers.BillConsumer.as_asgi()),
    path("ws/json-consumers/bill/exact/", json_generic_consumers.ExactBillConsumer.as_asgi()),
    path("ws/json-consumers/async/", json_generic_consumers.AsyncShopConsumer.as_asgi()),
    path("ws/json-consumers/plain-def/", json_generic_consumers.PlainEncodeConsumer.as_asgi()),
    path("ws/json-consumers/ticket/", json_generic_consumers.TicketConsumer.as_asgi()),
    path("ws/json-consumers/exercise/", json_consumers_exercise.TicketOfficeConsumer.as_asgi()),
    path("ws/groups/post/<name>/", groups_consumers.PostConsumer.as_asgi()),
    path("ws/groups/", groups_consumers.TableConsumer.as_asgi()),
    path("ws/groups/relay/", groups_consumers.RelayConsumer.as_asgi()),
    path("ws/groups/safe/", groups_consumers.SafeConsumer.as_asgi()),
    path("ws/groups/bell/", groups_consumers.BellConsumer.as_asgi()),
    path("ws/groups/held/", groups_consumers.HeldConsumer.as_asgi()),
    path("ws/groups/crowd/", groups_consumers.CrowdConsumer.as_asgi()),
    path("ws/groups/guest/", groups_consumers.GuestConsumer.as_asgi()),
    path("ws/groups/old/", groups_consumers.OldConsumer.as_asgi()),
    path("ws/groups/day/", groups_consumers.DayConsumer.as_asgi()),
    path("ws/groups/exercise/<slug:room>/", groups_exercise.RoomConsumer.as_asgi()),
    path("ws/redis/memory/", redis_consumers.RoomConsumer.as_asgi()),
    path("ws/redis/", redis_consumers.RedisRoomConsumer.as_asgi()),
    path("ws/redis/letters/memory/", redis_consumers.LettersConsumer.as_asgi()),
    path("ws/redis/letters/", redis_consumers.RedisLettersConsumer.as_asgi()),
    path("ws/redis/tight/", redis_consumers.TightConsumer.as_asgi()),
    path("ws/redis/shards/", redis_consumers.ShardsConsumer.as_asgi()),
    path("ws/redis/pubsub/", redis_consumers.PubSubRoomConsumer.as_asgi()),
]

http_urlpatterns = [
    # Pages that a consumer answers. All others go to Django.
    path("generic/countdown/", generic_consumers.CountdownConsumer.as_asgi()),
]
