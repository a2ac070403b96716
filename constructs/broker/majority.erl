% Tells whoever connects whether this node has the majority of the metadata store with it: `majority` or `minority`. Without it
% a node neither declares nor publishes to quorum queues, but its listeners stay open. The answer is of what was asked before,
% so that it comes at once; the time that it holds for is more than the store takes to elect another leader.
% Evaluated by the server's Erlang machine as it starts: file:eval/1.
spawn(fun() ->
    Seen = atomics:new(1, []),
    Now = fun() -> erlang:monotonic_time(millisecond) end,
    atomics:put(Seen, 1, Now() - $HOLDS),
    Ask = fun Ask() ->
        case catch ra:consistent_query({rabbitmq_metadata, node()}, {erlang, is_list, []}, 700) of
            {ok, _, _} -> atomics:put(Seen, 1, Now());
            % A server that knows the question no more must not be out for it.
            {'EXIT', {Reason, _}} when Reason =:= undef; Reason =:= function_clause -> atomics:put(Seen, 1, Now());
            _ -> ok
        end,
        timer:sleep(300),
        Ask()
    end,
    spawn(Ask),
    Answer = fun Answer(Listener) ->
        {ok, Socket} = gen_tcp:accept(Listener),
        State = case Now() - atomics:get(Seen, 1) < $HOLDS of true -> <<"majority\n">>; false -> <<"minority\n">> end,
        _ = gen_tcp:send(Socket, State),
        gen_tcp:close(Socket),
        Answer(Listener)
    end,
    Serve = fun Serve() ->
        catch begin
            {ok, Listener} = gen_tcp:listen($PORT, [binary, {active, false}, {reuseaddr, true}$ADDRESS]),
            Answer(Listener)
        end,
        timer:sleep(1000),
        Serve()
    end,
    Serve()
end).
