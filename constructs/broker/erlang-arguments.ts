/**
 * The variable that gives a node's Erlang machine its arguments.
 *
 * A thread that runs out of work looks for more during some microseconds before it sleeps. RabbitMQ says
 * `none`; Erlang's own defaults look longer, and may be removed or changed at any time, says its manual. A node that boots looks for its modules in some 16,000 places, each a job for another thread that is awaited: it
 * boots in 2.6 s instead of 3.7 then, with less of the processors, and idle it takes 0.5 % of one instead of 0.3.
 * @param further - arguments of the node's own
 * @see https://www.erlang.org/doc/apps/erts/erl_cmd.html
 * @see https://www.rabbitmq.com/docs/runtime
 */
export function erlangArguments(further: readonly string[]): string {
  return `RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=${['+sbwt very_short', '+sbwtdio very_short', ...further].join(' ')}`;
}
