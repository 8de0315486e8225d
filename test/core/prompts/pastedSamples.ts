/** What people paste without a fence, and what they type that looks a little like it. All of it is invented. */

/** Logs, traces and what runs print. */
export const PASTED_LOGS: Record<string, string> = {
  'a Python traceback with marks': `Traceback (most recent call last):
  File "/srv/shop/app/main.py", line 42, in <module>
    main()
    ~~~~^^
  File "/srv/shop/app/main.py", line 31, in main
    order = checkout(cart, user)
            ^^^^^^^^^^^^^^^^^^^^
  File "/srv/shop/app/checkout.py", line 88, in checkout
    return gateway.charge(cart.total, user.card)
           ~~~~~~~~~~~~~~^^^^^^^^^^^^^^^^^^^^^^^
  File "/srv/shop/.venv/lib/python3.12/site-packages/payments/gateway.py", line 17, in charge
    raise CardDeclined("insufficient funds")
payments.errors.CardDeclined: insufficient funds
`,
  'a chained Python traceback': `Traceback (most recent call last):
  File "/app/store.py", line 12, in load
    return self.rows[key]
KeyError: 'eu-west'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/app/cli.py", line 60, in run
    region = store.load(name)
  File "/app/store.py", line 14, in load
    raise RegionMissing(name) from None
app.errors.RegionMissing: eu-west
`,
  pytest: `============================= test session starts ==============================
platform linux -- Python 3.12.1, pytest-8.0.0, pluggy-1.4.0
rootdir: /srv/shop
collected 14 items

tests/test_cart.py ....F.                                                [ 42%]
tests/test_price.py ........                                             [100%]

=================================== FAILURES ===================================
_________________________________ test_total ___________________________________

    def test_total():
>       assert total([2, 3]) == 6
E       assert 5 == 6
E        +  where 5 = total([2, 3])

tests/test_cart.py:12: AssertionError
=========================== short test summary info ============================
FAILED tests/test_cart.py::test_total - assert 5 == 6
========================= 1 failed, 13 passed in 0.12s =========================
`,
  'a PHP trace': `PHP Fatal error:  Uncaught TypeError: Cart::add(): Argument #1 ($item) must be of type Item, null given, called in /var/www/shop/src/Checkout.php on line 58 and defined in /var/www/shop/src/Cart.php:21
Stack trace:
#0 /var/www/shop/src/Checkout.php(58): Shop\\Cart->add(NULL)
#1 /var/www/shop/src/Controller/OrderController.php(33): Shop\\Checkout->start(Array)
#2 [internal function]: Shop\\Controller\\OrderController->create(Object(Request))
#3 /var/www/shop/vendor/slim/slim/Slim/Handlers/Strategies/RequestResponse.php(38): call_user_func(Array, Object(Request))
#4 /var/www/shop/vendor/slim/slim/Slim/Routing/Route.php(363): Slim\\Handlers\\RequestResponse->__invoke(Array)
#5 /var/www/shop/public/index.php(19): Slim\\App->run()
#6 {main}
  thrown in /var/www/shop/src/Cart.php on line 21
`,
  'a Laravel log': `[2026-01-05 12:00:00] production.ERROR: SQLSTATE[23000]: Integrity constraint violation {"userId":7,"exception":"[object] (PDOException(code: 23000)"}
[stacktrace]
#0 /var/www/vendor/laravel/framework/src/Illuminate/Database/Connection.php(816): Illuminate\\Database\\Connection->run()
#1 /var/www/vendor/laravel/framework/src/Illuminate/Database/Connection.php(783): Illuminate\\Database\\Connection->tryAgain()
#2 /var/www/vendor/laravel/framework/src/Illuminate/Database/Query/Builder.php(3590): Illuminate\\Database\\Connection->insert()
#3 /var/www/app/Http/Controllers/UserController.php(44): App\\Models\\User::create(Array)
#4 {main}
"}
`,
  'a Ruby trace': `app/models/order.rb:42:in 'total': undefined method 'price' for nil (NoMethodError)
	from app/models/order.rb:42:in 'block in total'
	from app/models/order.rb:41:in 'each'
	from app/models/order.rb:41:in 'total'
	from app/services/checkout.rb:12:in 'call'
	from /usr/local/bundle/gems/sidekiq-7.2.0/lib/sidekiq/processor.rb:220:in 'execute_job'
	from /usr/local/bundle/gems/sidekiq-7.2.0/lib/sidekiq/processor.rb:185:in 'block in process'
	from bin/worker:9:in '<main>'
`,
  'a Rails log': `Started GET "/orders/7" for 127.0.0.1 at 2026-01-05 12:00:00 +0100
Processing by OrdersController#show as HTML
  Parameters: {"id"=>"7"}
  User Load (0.4ms)  SELECT "users".* FROM "users" WHERE "users"."id" = $1 LIMIT $2  [["id", 1], ["LIMIT", 1]]
  ↳ app/controllers/application_controller.rb:9:in 'current_user'
  Order Load (0.6ms)  SELECT "orders".* FROM "orders" WHERE "orders"."id" = $1
  Rendering orders/show.html.erb within layouts/application
  Rendered orders/show.html.erb within layouts/application (Duration: 4.1ms | Allocations: 1203)
Completed 500 Internal Server Error in 12ms (ActiveRecord: 1.0ms | Allocations: 4821)


ActionView::Template::Error (undefined method 'total' for nil):
    3: <h1>Order</h1>
    4: <p><%= @cart.total %></p>

app/views/orders/show.html.erb:4
`,
  'a Java trace': `Exception in thread "main" java.lang.IllegalStateException: order 7 is closed
	at com.shop.Order.add(Order.java:88)
	at com.shop.Checkout.run(Checkout.java:31)
	at java.base/java.lang.Thread.run(Thread.java:1583)
Caused by: com.shop.StoreException: no such row
	at com.shop.Store.load(Store.java:12)
	... 2 more
	Suppressed: java.io.IOException: closed
		at com.shop.Store.close(Store.java:40)
		... 3 common frames omitted
`,
  'a Spring log': `2026-01-05T12:00:00.123+01:00  INFO 1 --- [main] c.shop.ShopApplication : Starting ShopApplication
2026-01-05T12:00:00.456+01:00  INFO 1 --- [main] o.s.b.w.e.tomcat.TomcatWebServer : Tomcat initialized with port 8080
2026-01-05T12:00:01.001+01:00  WARN 1 --- [main] o.h.e.j.dialect : dialect need not be set
2026-01-05T12:00:01.900+01:00 ERROR 1 --- [main] o.s.b.SpringApplication : Application run failed

org.springframework.beans.factory.BeanCreationException: Error creating bean with name 'cart'
	at org.springframework.beans.factory.support.AbstractBeanFactory.get(AbstractBeanFactory.java:10)
	at com.shop.ShopApplication.main(ShopApplication.java:9)
Caused by: java.net.ConnectException: Connection refused
	... 21 common frames omitted
`,
  'a .NET trace': `Unhandled exception. System.InvalidOperationException: Sequence contains no elements
   at System.Linq.ThrowHelper.ThrowNoElementsException()
   at System.Linq.Enumerable.First[TSource](IEnumerable\`1 source)
   at Shop.Cart.Total() in /src/Shop/Cart.cs:line 21
   at Shop.Program.Main(String[] args) in /src/Shop/Program.cs:line 9
 ---> System.IO.IOException: closed
   at Shop.Store.Load() in /src/Shop/Store.cs:line 44
   --- End of inner exception stack trace ---
   at Shop.Program.<Main>(String[] args)
`,
  'a Go panic': `panic: runtime error: invalid memory address or nil pointer dereference
[signal SIGSEGV: segmentation violation code=0x1 addr=0x8 pc=0x48d2a1]

goroutine 18 [running]:
main.(*Cart).Total(...)
	/home/me/shop/cart.go:21
main.handle(0xc00001c0a8, {0x0, 0x0})
	/home/me/shop/main.go:44 +0x5c
net/http.HandlerFunc.ServeHTTP(0xc0000b2000?, {0x7f6b40, 0xc0001260e0}, 0x0?)
	/usr/local/go/src/net/http/server.go:2136 +0x29
created by net/http.(*Server).Serve in goroutine 1
	/usr/local/go/src/net/http/server.go:3086 +0x5cb
exit status 2
`,
  'a log of Go': `2026/01/05 12:00:00 listening on :8080
2026/01/05 12:00:03 GET /api/cart 200 3.1ms
2026/01/05 12:00:04 GET /api/cart 200 2.9ms
2026/01/05 12:00:09 http: panic serving 127.0.0.1:50432: runtime error: index out of range [3] with length 3
2026/01/05 12:00:10 GET /api/cart 200 2.7ms
2026/01/05 12:00:11 retrying in 2s
2026/01/05 12:00:13 dial tcp 10.0.0.3:5432: connect: connection refused
2026/01/05 12:00:15 shutting down
`,
  'a Rust panic': `thread 'tokio-runtime-worker' panicked at src/cart.rs:21:44:
called \`Option::unwrap()\` on a \`None\` value
stack backtrace:
   0: rust_begin_unwind
             at /rustc/07dca489/library/std/src/panicking.rs:645:5
   1: core::panicking::panic_fmt
             at /rustc/07dca489/library/core/src/panicking.rs:72:14
   2: core::option::unwrap_failed
   3: shop::cart::Cart::total
             at ./src/cart.rs:21:44
   4: shop::main
             at ./src/main.rs:9:5
note: Some details are omitted, run with \`RUST_BACKTRACE=full\` for a verbose backtrace.
`,
  'a Node trace': `/srv/shop/src/cart.js:21
    throw new CartError('no items');
    ^

CartError: no items
    at Cart.total (/srv/shop/src/cart.js:21:11)
    at Layer.handle [as handle_request] (/srv/shop/node_modules/express/lib/router/layer.js:95:5)
    at next (/srv/shop/node_modules/express/lib/router/route.js:149:13)
    at Route.dispatch (/srv/shop/node_modules/express/lib/router/route.js:119:3)
    at /srv/shop/node_modules/express/lib/router/index.js:284:15
    at Function.process_params (/srv/shop/node_modules/express/lib/router/index.js:346:12)
    at router (/srv/shop/node_modules/express/lib/router/index.js:47:12)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5) {
  code: 'ERR_CART',
  [cause]: undefined
}

Node.js v22.1.0
`,
  'a Django log': `Watching for file changes with StatReloader
System check identified no issues (0 silenced).
Starting development server at http://127.0.0.1:8000/
[05/Jan/2026 12:00:00] "GET /orders/ HTTP/1.1" 200 5120
[05/Jan/2026 12:00:01] "GET /static/app.css HTTP/1.1" 304 0
Not Found: /favicon.ico
[05/Jan/2026 12:00:01] "GET /favicon.ico HTTP/1.1" 404 2290
Internal Server Error: /orders/7/
Traceback (most recent call last):
  File "/srv/.venv/lib/python3.12/site-packages/django/core/handlers/exception.py", line 55, in inner
    response = get_response(request)
  File "/srv/shop/orders/views.py", line 21, in show
    order = Order.objects.get(pk=pk)
shop.orders.models.Order.DoesNotExist: Order matching query does not exist.
[05/Jan/2026 12:00:04] "GET /orders/7/ HTTP/1.1" 500 98211
[05/Jan/2026 12:00:09] "GET /orders/ HTTP/1.1" 200 5120
`,
  'a log of pm2': `[TAILING] Tailing last 15 lines for [all] processes (change the value with --lines option)
/home/me/.pm2/logs/api-out.log last 15 lines:
0|api      | listening on 3000
0|api      | GET /cart 200 12 ms
0|api      | GET /cart 200 11 ms
/home/me/.pm2/logs/api-error.log last 15 lines:
0|api      | CartError: no items
0|api      |     at Cart.total (/srv/shop/src/cart.js:21:11)
0|api      |     at async handle (/srv/shop/src/app.js:9:3)
1|worker   | polling
PM2        | App [api:0] exited with code [1] via signal [SIGINT]
PM2        | App [api:0] online
`,
  'Docker Compose': `db-1   | LOG:  database system is ready to accept connections
web-1  | listening on port 3000
web-1  | GET /cart 200
web-1  | GET /cart 200
web-1  | GET /cart 200
web-1  | Error: connect ECONNREFUSED 172.18.0.2:5432
web-1  |     at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1555:16)
db-1   | FATAL:  password authentication failed for user "shop"
web-1 exited with code 1
`,
  'a coloured log': `\x1b[90m12:00:00\x1b[0m \x1b[32mINF\x1b[0m listening \x1b[36mport=\x1b[0m8080
\x1b[90m12:00:03\x1b[0m \x1b[32mINF\x1b[0m request \x1b[36mpath=\x1b[0m/cart
\x1b[90m12:00:04\x1b[0m \x1b[32mINF\x1b[0m request \x1b[36mpath=\x1b[0m/cart
\x1b[90m12:00:05\x1b[0m \x1b[31mERR\x1b[0m store closed \x1b[36merror=\x1b[0m\x1b[31mEOF\x1b[0m
\x1b[90m12:00:06\x1b[0m \x1b[32mINF\x1b[0m request \x1b[36mpath=\x1b[0m/cart
\x1b[90m12:00:07\x1b[0m \x1b[33mWRN\x1b[0m slow \x1b[36mms=\x1b[0m900
\x1b[90m12:00:08\x1b[0m \x1b[32mINF\x1b[0m request \x1b[36mpath=\x1b[0m/cart
\x1b[90m12:00:09\x1b[0m \x1b[32mINF\x1b[0m bye
`,
  'colours that have lost their escape': `[32m[Nest] 4242  - [39m01/05/2026, 12:00:00 PM [32m    LOG[39m [33m[NestFactory] [39m[32mStarting Nest application...[39m
[32m[Nest] 4242  - [39m01/05/2026, 12:00:00 PM [32m    LOG[39m [33m[InstanceLoader] [39m[32mAppModule dependencies initialized[39m
[32m[Nest] 4242  - [39m01/05/2026, 12:00:00 PM [32m    LOG[39m [33m[RoutesResolver] [39m[32mCartController {/cart}:[39m
[32m[Nest] 4242  - [39m01/05/2026, 12:00:01 PM [32m    LOG[39m [33m[RouterExplorer] [39m[32mMapped {/cart, GET} route[39m
[32m[Nest] 4242  - [39m01/05/2026, 12:00:01 PM [32m    LOG[39m [33m[NestApplication] [39m[32mNest application started[39m
[31m[Nest] 4242  - [39m01/05/2026, 12:00:07 PM [31m  ERROR[39m [33m[ExceptionsHandler] [39m[31mCannot read properties of null[39m
[31mTypeError: Cannot read properties of null (reading 'total')[39m
[31m    at CartController.total (/srv/shop/src/cart.controller.ts:21:15)[39m
`,
  'a kernel log': `[    0.000000] Linux version 6.8.0 (build@shop) (gcc 13.2.0) #1 SMP
[    0.412345] pci 0000:00:02.0: vgaarb: setting as boot VGA device
[    1.234567] usb 1-1: new high-speed USB device number 2 using xhci_hcd
[    1.834567] EXT4-fs (sda1): mounted filesystem with ordered data mode
[   12.345678] wlan0: authenticate with 00:11:22:33:44:55
[   12.445678] wlan0: associated
[  812.000001] Out of memory: Killed process 4242 (node) total-vm:1024kB
[  812.000101] oom_reaper: reaped process 4242 (node)
`,
  'nginx, Redis and Postgres': `2026/01/05 12:00:00 [error] 12#12: *7 connect() failed (111: Connection refused) while connecting to upstream
2026/01/05 12:00:01 [notice] 1#1: signal process started
1:M 05 Jan 2026 12:00:00.123 * Ready to accept connections
1:M 05 Jan 2026 12:00:02.123 # WARNING overcommit_memory is set to 0!
2026-01-05 12:00:03.456 UTC [42] LOG:  checkpoint starting: time
2026-01-05 12:00:04.456 UTC [42] ERROR:  relation "cart" does not exist at character 15
2026-01-05 12:00:04.456 UTC [42] STATEMENT:  select * from cart
05-Jan-2026 12:00:05.000 INFO [main] org.apache.catalina.startup.Catalina.start Server startup in 812 ms
`,
  'a server for development': `  VITE v5.1.0  ready in 312 ms
 ✓ Ready in 1.2s
 ○ Compiling /cart ...
 ✓ Compiled /cart in 812ms (412 modules)
 GET /cart 200 in 912ms
 GET /cart 200 in 31ms
 POST /api/cart 500 in 12ms
 ⨯ src/app/cart/page.tsx (21:11) @ total
 ⨯ TypeError: Cannot read properties of null (reading 'total')
    at Cart (./src/app/cart/page.tsx:21:11)
 GET /cart 500 in 41ms
`,
  'a debugger’s frames': `Program received signal SIGSEGV, Segmentation fault.
0x00005555555551a9 in total (cart=0x0) at cart.c:21
#0  0x00005555555551a9 in total (cart=0x0) at cart.c:21
#1  0x0000555555555201 in checkout (cart=0x0, user=0x7fffffffe0) at checkout.c:88
#2  0x00007ffff7c29d90 in __libc_start_call_main () from /lib/x86_64-linux-gnu/libc.so.6
#3  main (argc=1, argv=0x7fffffffe1f8) at main.c:9
#4  0x00007ffff7c29e40 in __libc_start_main () from /lib/x86_64-linux-gnu/libc.so.6
#5  0x00005555555550a5 in _start ()
`,
  'a cluster, times behind a dash': `- 1131566460 2005.11.09 dn20 Nov 9 12:00:01 dn20/dn20 cron(pam_unix)[2910]: session closed for user root
- 1131566461 2005.11.09 dn21 Nov 9 12:01:01 dn21/dn21 cron(pam_unix)[2911]: session closed for user root
- 1131566462 2005.11.09 dn22 Nov 9 12:02:01 dn22/dn22 cron(pam_unix)[2912]: session closed for user root
- 1131566463 2005.11.09 dn23 Nov 9 12:03:01 dn23/dn23 cron(pam_unix)[2913]: session closed for user root
- 1131566464 2005.11.09 dn24 Nov 9 12:04:01 dn24/dn24 cron(pam_unix)[2914]: session closed for user root
- 1131566465 2005.11.09 dn25 Nov 9 12:05:01 dn25/dn25 cron(pam_unix)[2915]: session closed for user root
- 1131566466 2005.11.09 dn26 Nov 9 12:06:01 dn26/dn26 cron(pam_unix)[2916]: session closed for user root
- 1131566467 2005.11.09 dn27 Nov 9 12:07:01 dn27/dn27 cron(pam_unix)[2917]: session closed for user root
- 1131566468 2005.11.09 dn28 Nov 9 12:08:01 dn28/dn28 cron(pam_unix)[2918]: session closed for user root
- 1131566469 2005.11.09 dn29 Nov 9 12:09:01 dn29/dn29 cron(pam_unix)[2919]: session closed for user root
`,
  'a cluster, times in a column': `134680 node-40 unix.hw state_change.unavailable 1077804740 1 Part \\042alt0\\042 is in the unavailable state (ID=3180)
134681 node-41 unix.hw state_change.unavailable 1077804741 1 Part \\042alt1\\042 is in the unavailable state (ID=3181)
134682 node-42 unix.hw state_change.unavailable 1077804742 1 Part \\042alt2\\042 is in the unavailable state (ID=3182)
134683 node-43 unix.hw state_change.unavailable 1077804743 1 Part \\042alt3\\042 is in the unavailable state (ID=3183)
134684 node-44 unix.hw state_change.unavailable 1077804744 1 Part \\042alt4\\042 is in the unavailable state (ID=3184)
134685 node-45 unix.hw state_change.unavailable 1077804745 1 Part \\042alt5\\042 is in the unavailable state (ID=3185)
134686 node-46 unix.hw state_change.unavailable 1077804746 1 Part \\042alt6\\042 is in the unavailable state (ID=3186)
134687 node-47 unix.hw state_change.unavailable 1077804747 1 Part \\042alt7\\042 is in the unavailable state (ID=3187)
134688 node-48 unix.hw state_change.unavailable 1077804748 1 Part \\042alt8\\042 is in the unavailable state (ID=3188)
134689 node-49 unix.hw state_change.unavailable 1077804749 1 Part \\042alt9\\042 is in the unavailable state (ID=3189)
`,
  'a proxy, seconds since 1970 first': `1698760123.400     30 10.0.0.2 TCP_MISS/200 4012 GET http://shop.example/part0 - DIRECT/10.1.0.0 text/html
1698761123.401     31 10.0.0.3 TCP_MISS/200 4112 GET http://shop.example/part1 - DIRECT/10.1.0.1 text/html
1698762123.402     32 10.0.0.4 TCP_MISS/200 4212 GET http://shop.example/part2 - DIRECT/10.1.0.2 text/html
1698763123.403     33 10.0.0.5 TCP_MISS/200 4312 GET http://shop.example/part3 - DIRECT/10.1.0.3 text/html
1698764123.404     34 10.0.0.6 TCP_MISS/200 4412 GET http://shop.example/part4 - DIRECT/10.1.0.4 text/html
1698765123.405     35 10.0.0.7 TCP_MISS/200 4512 GET http://shop.example/part5 - DIRECT/10.1.0.5 text/html
1698766123.406     36 10.0.0.8 TCP_MISS/200 4612 GET http://shop.example/part6 - DIRECT/10.1.0.6 text/html
1698767123.407     37 10.0.0.9 TCP_MISS/200 4712 GET http://shop.example/part7 - DIRECT/10.1.0.7 text/html
1698768123.408     38 10.0.0.10 TCP_MISS/200 4812 GET http://shop.example/part8 - DIRECT/10.1.0.8 text/html
1698769123.409     39 10.0.0.11 TCP_MISS/200 4912 GET http://shop.example/part9 - DIRECT/10.1.0.9 text/html
`,
};

/** Code and data without braces at the ends of its lines, what compilers print, and what a terminal shows. */
export const PASTED_CODE: Record<string, string> = {
  'a Python exception group': `  + Exception Group Traceback (most recent call last):
  |   File "/app/jobs.py", line 20, in <module>
  |     asyncio.run(main())
  |   File "/app/jobs.py", line 11, in main
  |     async with asyncio.TaskGroup() as group:
  | ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)
  +-+---------------- 1 ----------------
    | Traceback (most recent call last):
    |   File "/app/jobs.py", line 6, in fetch
    |     raise ValueError("no rows")
    | ValueError: no rows
    +------------------------------------
`,
  'errors of rustc': `   Compiling shop v0.1.0 (/home/me/shop)
error[E0382]: borrow of moved value: \`cart\`
  --> src/main.rs:12:20
   |
10 |     let cart = Cart::new();
   |         ---- move occurs because \`cart\` has type \`Cart\`
11 |     take(cart);
   |          ---- value moved here
12 |     println!("{}", cart.total());
   |                    ^^^^ value borrowed here after move
   |
   = note: this error originates in the macro
help: consider cloning the value

error: could not compile \`shop\` (bin "shop") due to 1 previous error
`,
  'errors of tsc': `src/cart.ts(21,7): error TS2322: Type 'string' is not assignable to type 'number'.
src/cart.ts(40,12): error TS2531: Object is possibly 'null'.
src/pages/index.tsx(3,10): error TS2305: Module '"./cart"' has no exported member 'total'.
src/pages/index.tsx(9,22): error TS7006: Parameter 'item' implicitly has an 'any' type.
src/pages/list.tsx(5,1): error TS6133: 'React' is declared but its value is never read.
src/pages/list.tsx(14,9): error TS2339: Property 'price' does not exist on type 'Item'.
src/store.ts(2,5): error TS2564: Property 'rows' has no initializer.
src/store.ts(8,1): error TS2322: Type 'null' is not assignable to type 'Item[]'.

Found 8 errors in 4 files.
`,
  Python: `import os
from dataclasses import dataclass

# All that a customer wants to buy.
@dataclass
class Cart:
    """Items and their prices."""
    items: list

    def total(self):
        try:
            return sum(item.price for item in self.items)
        except AttributeError:
            log.warning("an item without a price")
            return None

if __name__ == "__main__":
    print(Cart([]).total())
`,
  'a test in Python': `import pytest
from shop.cart import Cart

@pytest.fixture
def cart():
    return Cart([])

@pytest.mark.parametrize("prices, total", [([1, 2], 3), ([], 0)])
def test_total(cart, prices, total):
    for price in prices:
        cart.add(price)
    assert cart.total() == total
`,
  Ruby: `require 'json'

class Cart < ApplicationRecord
  has_many :items
  validates :currency, presence: true

  def total
    items.sum do |item|
      item.price
    end
  end

  def empty?
    items.none?
  end
end
`,
  'a Rails route': `Rails.application.routes.draw do
  root 'carts#show'
  resources :orders do
    member do
      post :pay
      get :invoice
    end
  end
  namespace :admin do
    resources :users
  end
end
`,
  'Docker Compose in YAML': `services:
  web:
    image: shop:1.4
    ports:
      - "3000:3000"
    environment:
      DATABASE_URL: postgres://db/shop
    depends_on:
      - db
  db:
    image: postgres:16
    volumes:
      - data:/var/lib/postgresql/data
volumes:
  data:
`,
  'a workflow in YAML': `name: CI
on:
  push:
    branches: [main]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 20
      - run: npm ci
      - run: npm test
`,
  'a manifest in YAML': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  labels:
    app: shop
spec:
  replicas: 2
  template:
    spec:
      containers:
        - name: shop
          image: shop:1.4
          ports:
            - containerPort: 3000
`,
  SQL: `SELECT o.id, o.created_at, SUM(i.price) AS total
FROM orders o
LEFT JOIN items i ON i.order_id = o.id
WHERE o.created_at > NOW() - INTERVAL '7 days'
  AND o.state IN ('paid', 'sent')
GROUP BY o.id, o.created_at
HAVING SUM(i.price) > 100
ORDER BY total DESC
LIMIT 20;
`,
  'SQL in small letters': `select o.id,
       count(*) as items
from orders o
join items i on i.order_id = o.id
where o.state = 'paid'
  and i.price > 0
group by o.id
order by items desc
limit 20
`,
  'a table in SQL': `CREATE TABLE orders (
    id BIGSERIAL PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES users (id),
    state TEXT NOT NULL DEFAULT 'new',
    total NUMERIC(10, 2),
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    UNIQUE (user_id, created_at)
);
CREATE INDEX orders_state ON orders (state);
`,
  'a shell with names': `me@laptop:~/shop$ ls
Dockerfile  README.md  package.json  src
me@laptop:~/shop$ docker compose up -d
[+] Running 2/2
 ✔ Container shop-db-1   Started
 ✔ Container shop-web-1  Started
me@laptop:~/shop$ curl -i localhost:3000/cart
HTTP/1.1 500 Internal Server Error
content-type: text/plain
content-length: 21
me@laptop:~/shop$ docker compose logs web
`,
  'a shell script': `#!/usr/bin/env bash
set -euo pipefail

cd "$(dirname "$0")/.."
export NODE_ENV=production
for dir in packages/*; do
  if [ -f "$dir/package.json" ]; then
    npm run build --prefix "$dir"
  fi
done
echo "built"
`,
  'settings of a program': `[tool.poetry]
name = "shop"
version = "1.4.0"

[tool.poetry.dependencies]
python = "^3.12"
django = "^5.0"

[tool.ruff]
line-length = 100
`,
  'an environment file': `DATABASE_URL=postgres://localhost/shop
REDIS_URL=redis://localhost
SECRET_KEY=change-me
PORT=3000
LOG_LEVEL=info
MAIL_HOST=localhost
MAIL_PORT=1025
FEATURE_CART=1
`,
  'a Dockerfile': `FROM node:20-slim AS build
WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm run build
EXPOSE 3000
CMD ["node", "dist/server.js"]
`,
};

/** What people type, or paste as their own words: it stays theirs. */
export const TYPED: Record<string, string> = {
  'a list of items that begin with numbers': `- 1200 orders on day 1, please check why
- 1237 orders on day 2, please check why
- 1274 orders on day 3, please check why
- 1311 orders on day 4, please check why
- 1348 orders on day 5, please check why
- 1385 orders on day 6, please check why
- 1422 orders on day 7, please check why
- 1459 orders on day 8, please check why
- 1496 orders on day 9, please check why
- 1533 orders on day 10, please check why
`,
  'lines that begin with a number and hold others': `1 shops sold 1000 chairs and 1 table in week 2, say why.
2 shops sold 1001 chairs and 1 table in week 3, say why.
3 shops sold 1002 chairs and 1 table in week 4, say why.
4 shops sold 1003 chairs and 1 table in week 5, say why.
5 shops sold 1004 chairs and 1 table in week 6, say why.
6 shops sold 1005 chairs and 1 table in week 7, say why.
7 shops sold 1006 chairs and 1 table in week 8, say why.
8 shops sold 1007 chairs and 1 table in week 9, say why.
9 shops sold 1008 chairs and 1 table in week 10, say why.
10 shops sold 1009 chairs and 1 table in week 11, say why.
`,
  'a list of wishes': `Please do this:
1. Add a cart page with a total
2. Show an error: "no items" if the cart is empty
3. Log in with Google
   - use the existing button
   - keep the old route
4. Return 404 for unknown orders
5. Write tests for it
6. Update the README
7. Run the linter at the end
`,
  'issues by number': `Please mend these:
#1 fix the login form
#2 the cart loses items after a reload
#3 the total is wrong with a discount
#4 make the header sticky
#5 translate the footer
#6 remove the old banner
#7 the back button does nothing
#8 add a favicon
`,
  'requirements in Markdown': `# Goal
Build a page that lists orders.

## Requirements
- **Filter**: by state and by date
- **Sort**: newest first
- **Paging**: 20 per page

## Acceptance
- An empty list says so
- Errors are shown in a banner

## Notes
Don't touch the API.
`,
  'requirements with names': `Goal: a page that lists orders
Audience: support staff
Filter: by state and by date
Sorting: newest first
Paging: 20 per page, as everywhere
Errors: show a banner, never an alert
Tests: yes, with the usual helpers
Deadline: this week, if you can
Out of scope: the API
`,
  'names and what is under them': `frontend:
  add a cart page
  show the total, with tax
backend:
  return the orders of a user
  never return deleted ones
database:
  one table is enough
  keep the old names
tests:
  as usual
`,
  'fields of a form': `The form has these fields:
name: the customer's full name
email: must be unique
phone: optional, any format
street: required for delivery
city: required for delivery
zip: five digits
country: a list, Germany first
newsletter: off by default
`,
  'an e-mail': `From: Ann Lee <ann@example.com>
To: Bob <bob@example.com>
Subject: The cart again
Date: Mon, 5 Jan 2026 12:00:00 +0100

Hi Bob,

customers tell us that the cart is empty after they log in. It began on Friday.
Could you have a look before the release? I think it is the cookie again.
If it can't be mended soon, let's hide the button for now.

Thanks,
Ann
`,
  'a chat': `Ann: the cart is empty again after login
Bob: since when?
Ann: since Friday, I think
Bob: did we deploy anything on Friday?
Ann: only the banner
Bob: the banner sets a cookie
Ann: oh. can you look?
Bob: sure, after lunch
Ann: thanks
`,
  'a chat with times': `[12:00] ann: the cart is empty again after login
[12:01] bob: since when?
[12:01] ann: since Friday, I think
[12:03] bob: did we deploy anything on Friday?
[12:04] ann: only the banner
[12:06] bob: the banner sets a cookie
[12:07] ann: oh. can you look?
[12:09] bob: sure, after lunch
[12:10] ann: thanks
`,
  'a chat on a phone': `[05/01/2026, 12:00:01] Ann: the cart is empty again after login
[05/01/2026, 12:01:12] Bob: since when?
[05/01/2026, 12:01:40] Ann: since Friday, I think
[05/01/2026, 12:03:02] Bob: did we deploy anything on Friday?
[05/01/2026, 12:04:15] Ann: only the banner
[05/01/2026, 12:06:33] Bob: the banner sets a cookie
[05/01/2026, 12:07:08] Ann: oh. can you look?
[05/01/2026, 12:09:59] Bob: sure, after lunch
`,
  'a plan by the hour': `My day looks like this, make a page of it:
09:00 stand-up with the team
09:30 review of the cart
10:00 call with Ann about the banner
11:00 lunch, as the kitchen closes early
13:00 interviews
15:00 write the release notes
16:00 deploy, if the tests are green
17:00 go home
`,
  'orders that begin as code does': `Select a plan from the list and show its price
From there go on to the payment page
Where a user has no card, ask for one
And keep the back button working
Set the title of each page
Update the footer with the year
Create a test for each page
Insert a link to the terms
Delete the old pages
Order the menu by name
`,
  'words that programs say': `Import the orders from the old shop
Export them as CSV once a day
Return an error for unknown ids
If the list is empty, show a hint
For each order show the total
While loading, show a spinner
With many orders, page them
Try the new API first
Raise the limit to 50
Run it every night
Copy the logo from the old shop
`,
  'talk about errors': `The app crashes with an error when I log in.
Error handling is missing everywhere, as far as I see.
Warnings are fine, but errors must be shown.
Failed payments must be retried, 3 times at most.
Exceptions from the store should be caught and logged.
INFO logs are too many, reduce them.
Debug output must go.
Fatal errors should end the process with code 1.
Tracebacks must not be shown to users.
`,
  'an outline': `Pages of the shop

Home
    a hero picture with a slogan
    three products of the week
Cart
    items with their prices
    the total, with tax
Account
    orders of the last year
    a button to log out
Help
    questions and answers
`,
  'a quotation': `My boss wrote:
> the cart is empty again after login
> it began on Friday
> please look into it before the release
> and tell Ann what came of it
> she has customers on the phone
> the banner may be the cause
> hide it if you must
> thanks
What would you do first?
`,
  'a table of contents': `1. Introduction
1.1 What the shop is
1.2 Who uses it
2. The cart
2.1 Adding items
2.2 Removing items
3. Payment
3.1 Cards
3.2 Invoices
4. Help
`,
  'steps with times and results': `Steps to reproduce
- open the shop
- add 3 items
- log in

Expected: 3 items
Actual: 0 items

It happens at 12:00 as well as at 18:30.
Seen in version 1.4.2, not in 1.3.9.
It took 300 ms before and takes 2 s now.
Maybe it is the cookie = the one the banner sets.
`,
  'a poem': `Roses are red,
    violets are blue,
the cart is empty,
    the total is too.
Write me a page
    that tells of it all,
a banner above,
    a footer so small.
`,
  'Korean wishes': `다음을 해 주세요:
장바구니 페이지를 추가하고 합계를 보여 주세요
오류: 항목이 없으면 안내를 표시
로그인: 기존 버튼을 그대로 사용
주문 목록은 최신순으로
테스트도 추가해 주세요
README를 고쳐 주세요
API는 건드리지 마세요
끝나면 알려 주세요
`,
  'a little code among words': `I have this in mind:
total = sum(prices)
and then a discount of ten percent for members.
If the discount is greater than the total, show zero.
Use cart.apply(discount) for it.
The page should call it once, not for each item.
Name it as you like.
Tests as usual.
No new packages, please.
`,
  'settings in words': `Use these settings:
timeout: 30 seconds
retries: 3, then give up
log level: info
cache: on
theme: dark, as in the app
language: the browser's
font: any
Ask me if something is missing.
`,
  'wishes by file': `src/cart.ts
  - show the total
  - show the tax
src/checkout.ts
  - ask for the address
  - check the card
src/orders.ts
  - list them
  - newest first
README.md
  - say how to start it
`,
  'words by file': `src/cart.ts
  show the total, with tax
src/checkout.ts
  ask for the address first
src/orders.ts
  newest first
src/store.ts
  no changes here, please
`,
  'a feature in Gherkin': `Feature: a cart
  As a customer
  I want to see what I buy
  So that I can change my mind

  Scenario: an empty cart
    Given an empty cart
    When I open the page
    Then I see "no items"
    And the button is off
`,
  routes: `Please add these routes:
GET /orders - all orders of the user
GET /orders/:id - one of them, 404 if unknown
POST /orders - a new one, 201
PUT /orders/:id - change it
DELETE /orders/:id - admins only
GET /cart - what is in the cart
POST /cart - add an item
All of them need a session.
`,
  'pseudo code in words': `for each item in the cart:
    take its price
    if there is a discount:
        take it off
    add the tax
show the sum
then ask for the card
and send an e-mail
`,
  'a list with marks': `✅ cart page
✅ total
❌ tax
❌ discount
➡️ next: orders
👉 then: the banner
🔥 and the login, which is broken
🙏 please
`,
  'orders to people': `@ann please look at the cart
@bob the banner is yours
@carl could you test it?
@dora write the notes
@ann and then deploy
@bob tell customers
@carl tell us how it went
@dora thanks
`,
  'German wishes': `Bitte mach folgendes:
- Warenkorb mit Summe
- Fehler: Meldung zeigen, wenn er leer ist
- Anmeldung über Google
Danach die Tests laufen lassen.
Import der Bestellungen aus dem alten Shop.
Export als CSV, einmal am Tag.
Limit auf 50 erhöhen.
Gruppe von Knöpfen oben rechts.
`,
  'an indented letter': `Dear team,

    we have moved the cart to its own page. From now on it keeps
    items for a week. Please test it with your own accounts and
    tell us what you find, if anything.

    The banner is gone for good. Orders come next, with a page
    that lists them, newest first, and a way to pay later.

Yours,
Ann
`,
};
