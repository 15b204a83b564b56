console.log("<head>")
