/** Where the image has the cookie by which nodes and command line tools trust each other. */
export const ERLANG_COOKIE_FILE = '/var/lib/rabbitmq/.erlang.cookie';
