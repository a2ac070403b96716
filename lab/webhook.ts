import { labels } from './belongings';
import { remove } from './container';
import { docker } from '../host/docker';
import { ensureImage } from './image';
import { rabbitmqImage } from './images/rabbitmq';

/** A server that takes whatever is posted to it, and says `ok`, as Slack does. */
export interface Webhook {
  /** Where containers of its network reach it. */
  readonly url: string;
  /** The JSON bodies that arrived so far. */
  received(): Promise<readonly unknown[]>;
  stop(): Promise<void>;
}

/** Runs a webhook as a container, so that what is in containers reaches it and nothing listens on this machine. */
export async function startWebhook(network: string, name: string): Promise<Webhook> {
  const image = await ensureImage(rabbitmqImage());
  const place = ['--network', network, '--name', name, '--entrypoint', 'erl', '--workdir', '/tmp'];
  const container = await docker(['run', '--detach', ...labels(), ...place, image, '-noshell', '-eval', server]);
  return {
    url: `http://${name}:8080/`,
    received: async () => {
      const lines = (await docker(['logs', container])).split('\n');
      return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
    },
    stop: () => remove([container]),
  };
}

/** Prints the body of each request on a line of its own: Erlang is in the image, and reads HTTP by itself. */
const server = `
  {ok, Listener} = gen_tcp:listen(8080, [binary, {packet, http_bin}, {active, false}, {reuseaddr, true}]),
  Header = fun Header(Socket, Length) ->
    case gen_tcp:recv(Socket, 0) of
      {ok, {http_header, _, 'Content-Length', _, Value}} -> Header(Socket, binary_to_integer(Value));
      {ok, http_eoh} -> Length;
      {ok, _} -> Header(Socket, Length)
    end
  end,
  Serve = fun Serve() ->
    {ok, Socket} = gen_tcp:accept(Listener),
    Length = Header(Socket, 0),
    ok = inet:setopts(Socket, [{packet, raw}]),
    {ok, Body} = gen_tcp:recv(Socket, Length),
    io:put_chars([unicode:characters_to_list(string:trim(Body)), 10]),
    ok = gen_tcp:send(Socket, <<"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\nConnection: close\\r\\n\\r\\nok">>),
    gen_tcp:close(Socket),
    Serve()
  end,
  Serve().`;
