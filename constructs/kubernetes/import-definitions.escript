%% Imports definitions over the HTTP API, and fails when objects that were there before are not as they say: an import makes
%% what is missing, and never changes a queue, an exchange or a binding.
main([Endpoint, Folder]) ->
    code:add_pathsa(filelib:wildcard("/opt/rabbitmq/plugins/*/ebin")),
    {ok, _} = application:ensure_all_started([inets, ssl]),
    Secret = fun(Name) -> {ok, Bytes} = file:read_file(filename:join(Folder, Name)), Bytes end,
    Wanted = Secret("definitions.json"),
    Credentials = base64:encode_to_string(iolist_to_binary([Secret("username"), $:, Secret("password")])),
    Request = {Endpoint ++ "/api/definitions", [{"authorization", "Basic " ++ Credentials}]},
    #{host := Host} = uri_string:parse(Endpoint),
    Tls = tls(Host, Folder),
    {_, _} = until_answered(post, erlang:append_element(erlang:append_element(Request, "application/json"), Wanted), Tls, 60),
    {200, Answer} = until_answered(get, Request, Tls, 60),
    case differences(rabbit_json:decode(Wanted), rabbit_json:decode(Answer)) of
        [] ->
            io:format("the broker has everything that is declared~n");
        Differences ->
            io:format("~s", [[[Line, $\n] || Line <- Differences]]),
            io:format("~b existing objects differ from their declaration; an import changes none: delete them, once they are "
                      "drained, or declare what is there~n", [length(Differences)]),
            halt(1)
    end.

%% The broker must show a certificate that the authority signed, and that either names the host or is the one of the Secret: a
%% certificate that was made for the world outside knows nothing of Services.
tls(Host, Folder) ->
    Authority = filename:join(Folder, "ca.crt"),
    case file:read_file(filename:join(Folder, "tls.crt")) of
        {ok, Pem} ->
            [{'Certificate', Der, not_encrypted} | _] = public_key:pem_decode(Pem),
            Own = public_key:pkix_decode_cert(Der, otp),
            [{ssl, [{verify, verify_peer}, {cacertfile, Authority}, {server_name_indication, disable}, {log_level, none},
                    {verify_fun, {fun(Certificate, Event, _) -> judge(Certificate, Event, Own, Host) end, none}}]}];
        {error, enoent} ->
            []
    end.

judge(_, {bad_cert, Reason}, _, _) -> {fail, Reason};
judge(_, {extension, _}, _, _) -> {unknown, none};
judge(_, valid, _, _) -> {valid, none};
judge(Own, valid_peer, Own, _) -> {valid, none};
judge(Certificate, valid_peer, _, Host) ->
    Matches = public_key:pkix_verify_hostname_match_fun(https),
    case public_key:pkix_verify_hostname(Certificate, [{dns_id, Host}], [{match_fun, Matches}]) of
        true -> {valid, none};
        false -> {fail, hostname_check_failed}
    end.

%% The status and the body; what the broker refuses is final, that nobody answers yet is not.
until_answered(Method, Request, Tls, Attempts) ->
    case httpc:request(Method, Request, [{timeout, 30000} | Tls], [{body_format, binary}]) of
        {ok, {{_, Status, _}, _, Body}} when Status < 300 ->
            {Status, Body};
        {ok, {{_, Status, _}, _, Body}} when Status < 500 ->
            io:format("the broker refuses: ~b ~ts~n", [Status, redacted(Body)]),
            halt(1);
        _ when Attempts > 1 ->
            timer:sleep(1000),
            until_answered(Method, Request, Tls, Attempts - 1);
        {ok, {{_, Status, _}, _, Body}} ->
            io:format("the broker fails: ~b ~ts~n", [Status, redacted(Body)]),
            halt(1);
        {error, Reason} ->
            io:format("the broker does not answer: ~p~n", [Reason]),
            halt(1)
    end.

%% An answer without what it may repeat of the definitions: URIs with credentials, hashes of passwords, and whatever is called
%% a password.
redacted(Body) ->
    lists:foldl(
      fun({Secret, Instead}, Text) -> re:replace(Text, Secret, Instead, [global, caseless, {return, binary}]) end, Body,
      [{"[a-z0-9+.-]+:\\\\?/\\\\?/[^\\s\"'<>]*@", "[credentials]@"},
       {"password[a-z_\\\\\"]*[\\s:=,>]+(<<)?\\\\?\"(\\\\.|[^\"\\\\])*\"", "[password]"},
       {"[a-z0-9+/\\\\]{24,}={0,2}", "[hash]"}]).

%% A line for each object that is not as wanted; values stay unsaid, for some are secret.
differences(Wanted, Found) ->
    lists:flatmap(
      fun({Kind, Keys}) ->
          Index = maps:from_list([{maps:with(Keys, Object), Object} || Object <- maps:get(Kind, Found, [])]),
          [io_lib:format("~ts ~ts: ~ts", [Kind, identity(maps:with(Keys, Object)), Fault])
           || Object <- maps:get(Kind, Wanted, []),
              Fault <- fault(Object, maps:get(maps:with(Keys, Object), Index, none))]
      end,
      [{<<"users">>, [<<"name">>]}, {<<"vhosts">>, [<<"name">>]}, {<<"permissions">>, [<<"user">>, <<"vhost">>]},
       {<<"topic_permissions">>, [<<"user">>, <<"vhost">>, <<"exchange">>]},
       {<<"parameters">>, [<<"component">>, <<"vhost">>, <<"name">>]}, {<<"policies">>, [<<"vhost">>, <<"name">>]},
       {<<"queues">>, [<<"vhost">>, <<"name">>]}, {<<"exchanges">>, [<<"vhost">>, <<"name">>]},
       {<<"bindings">>, [<<"vhost">>, <<"source">>, <<"destination">>, <<"destination_type">>, <<"routing_key">>, <<"arguments">>]}]).

identity(Key) ->
    lists:join(" ", [[Name, "=", rabbit_json:encode(Value)] || {Name, Value} <- lists:sort(maps:to_list(Key))]).

fault(_, none) -> ["is missing"];
fault(Object, Found) ->
    case [Name || {Name, Value} <- maps:to_list(Object), not holds(Value, maps:get(Name, Found, none))] of
        [] -> [];
        Names -> ["differs in " ++ lists:join(", ", lists:sort(Names))]
    end.

%% Whether what is found says all that is wanted; it may say more, such as the type of a queue that was declared without.
holds(Wanted, Found) when is_map(Wanted), is_map(Found) ->
    lists:all(fun({Name, Value}) -> holds(Value, maps:get(Name, Found, none)) end, maps:to_list(Wanted));
holds(Wanted, Found) -> Wanted =:= Found.
