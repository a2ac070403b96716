#!/usr/bin/env escript
%% Reads rabbitmq.conf as a starting server does, and prints for each file of a folder what was read, or what is wrong, as JSON.
%% Usage: escript read-conf.escript PLUGINS FOLDER
main([Plugins, Folder]) ->
    [code:add_pathz(Path) || Path <- filelib:wildcard(filename:join(Plugins, "*/ebin"))],
    logger:set_primary_config(level, none),
    Schema = cuttlefish_schema:files(lists:sort(filelib:wildcard(filename:join(Plugins, "*/priv/schema/*.schema")))),
    Files = lists:sort(filelib:wildcard(filename:join(Folder, "*.conf"))),
    io:setopts([{encoding, unicode}]),
    io:put_chars([json:encode([reading(Schema, File) || File <- Files]), $\n]).

reading(Schema, File) ->
    try cuttlefish_conf:files([File]) of
        {errorlist, Errors} -> #{errors => [said(Error) || Error <- Errors]};
        Settings ->
            Values = maps:from_list([{text(cuttlefish_variable:format(Key)), text(Value)} || {Key, Value} <- Settings]),
            case cuttlefish_generator:map(Schema, Settings) of
                {error, _Phase, {errorlist, Errors}} -> #{errors => [said(Error) || Error <- Errors]};
                _ -> #{values => Values}
            end
    catch
        Class:Reason -> #{errors => [text(io_lib:format("~tp: ~tp", [Class, Reason]))]}
    end.

said(Error) ->
    try
        text(lists:flatten(cuttlefish_error:xlate(Error)))
    catch
        %% Cuttlefish has no words for some.
        _:_ -> text(io_lib:format("~tp", [Error]))
    end.

text(Value) ->
    unicode:characters_to_binary(Value).
