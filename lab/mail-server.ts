import { labels } from './belongings';
import { remove } from './container';
import { docker } from '../host/docker';
import { ensureImage } from './image';
import { rabbitmqImage } from './images/rabbitmq';
import { copyInto } from './stack/upload';

/** A mail server that keeps what it is handed. */
export interface MailServer {
  /** HOST:PORT, where containers of its network reach it. */
  readonly address: string;
  /** Each mail with the commands that brought it, as they came. */
  readonly received: () => Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** A certificate and its key, in PEM. */
export interface ServerCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** Runs a mail server as a container: it wants STARTTLS first, then a login, which it does not judge. */
export async function startMailServer(
  network: string,
  name: string,
  { certificate, key }: ServerCertificate,
): Promise<MailServer> {
  const image = await ensureImage(rabbitmqImage());
  const place = ['--network', network, '--name', name, '--entrypoint', 'erl', '--workdir', '/tmp'];
  const container = await docker(['create', ...labels(), ...place, image, '-noshell', '-eval', server]);
  await copyInto(container, [
    { file: '/certificate.pem', content: Buffer.from(certificate), mode: 0o644 },
    { file: '/key.pem', content: Buffer.from(key), mode: 0o644 },
  ]);
  await docker(['start', container]);
  return {
    address: `${name}:2525`,
    received: async () => {
      const lines = (await docker(['logs', container])).split('\n').filter((line) => line.startsWith('mail '));
      return lines.map((line) => Buffer.from(line.slice('mail '.length), 'base64').toString());
    },
    stop: () => remove([container]),
  };
}

/** Prints each mail on a line of its own: Erlang is in the image, and speaks TLS by itself. */
const server = `
  {ok, _} = application:ensure_all_started(ssl),
  Files = [{certfile, "/certificate.pem"}, {keyfile, "/key.pem"}],
  {ok, Listener} = gen_tcp:listen(2525, [binary, {packet, line}, {active, false}, {reuseaddr, true}]),
  Read = fun(By, Socket) -> {ok, Line} = By:recv(Socket, 0, 5000), Line end,
  Say = fun(By, Socket, Text) -> ok = By:send(Socket, [Text, "\\r\\n"]) end,
  Text = fun Text(By, Socket, Seen) ->
    case Read(By, Socket) of
      <<".\\r\\n">> -> Seen;
      Line -> Text(By, Socket, [Line | Seen])
    end
  end,
  Talk = fun Talk(By, Socket, Seen) ->
    Line = Read(By, Socket),
    Answer = fun(Said) -> Say(By, Socket, Said), Talk(By, Socket, [Line | Seen]) end,
    case string:uppercase(binary:part(Line, 0, 4)) of
      <<"EHLO">> when By =:= gen_tcp -> Answer("250-mail\\r\\n250 STARTTLS");
      <<"EHLO">> -> Answer("250-mail\\r\\n250 AUTH PLAIN");
      <<"STAR">> ->
        Say(By, Socket, "220 go ahead"),
        {ok, Secure} = ssl:handshake(Socket, Files, 5000),
        Talk(ssl, Secure, [Line | Seen]);
      <<"DATA">> when By =:= ssl ->
        Say(By, Socket, "354 go ahead"),
        Mail = Text(By, Socket, [Line | Seen]),
        io:put_chars(["mail ", base64:encode(iolist_to_binary(lists:reverse(Mail))), 10]),
        Say(By, Socket, "250 taken"),
        Talk(By, Socket, []);
      <<"AUTH">> when By =:= ssl -> Answer("235 welcome");
      <<"MAIL">> when By =:= ssl -> Answer("250 ok");
      <<"RCPT">> when By =:= ssl -> Answer("250 ok");
      <<"QUIT">> -> Say(By, Socket, "221 bye"), By:close(Socket);
      _ -> Answer("502 first STARTTLS")
    end
  end,
  Serve = fun Serve() ->
    {ok, Socket} = gen_tcp:accept(Listener),
    try Say(gen_tcp, Socket, "220 mail"), Talk(gen_tcp, Socket, []) catch _:_ -> ok end,
    gen_tcp:close(Socket),
    Serve()
  end,
  Serve().`;
