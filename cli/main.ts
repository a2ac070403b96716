#!/usr/bin/env node
import { createRequire } from 'node:module';
import { run, type LazyCommand } from './program/program';

/** What a file exports; it is read now, and not when the program starts. */
const load = createRequire(__filename);

/** Every command; what it does is loaded when it is called. */
const commands: Readonly<Record<string, LazyCommand>> = {
  adopt: {
    summary: 'write an app that declares what a broker has, and takes it over without change',
    load: () => load('./commands/adopt').adoptCommand,
  },
  backup: {
    summary: 'write what a broker has into a folder, its secrets apart or encrypted',
    load: () => load('./commands/backup').backupCommand,
  },
  can: {
    summary: 'say whether a user may do something, and why',
    load: () => load('./commands/can').canCommand,
  },
  check: {
    summary: 'say what a broker would refuse of a definitions file, and what is not meant',
    load: () => load('./commands/check').checkCommand,
  },
  convert: {
    summary: "print a rabbitmq.conf as the prop 'conf' of a broker",
    load: () => load('./commands/convert').convertCommand,
  },
  definitions: {
    summary: 'print the definitions.json of a stack',
    load: () => load('./commands/definitions').definitionsCommand,
  },
  deploy: {
    summary: 'heal, review and apply stacks; what is lost must be allowed by name',
    load: () => load('./commands/deploy').deployCommand,
  },
  destroy: {
    summary: 'destroy stacks; what is lost must be allowed by name',
    load: () => load('./commands/destroy').destroyCommand,
  },
  diagram: {
    summary: 'draw exchanges, queues and the ways between them: a page to ask, SVG or Mermaid',
    load: () => load('./commands/diagram').diagramCommand,
  },
  forget: {
    summary: 'have the state forget objects, which stay as they are',
    load: () => load('./commands/forget').forgetCommand,
  },
  heal: {
    summary: 'bring back the stopped, paused or missing containers of deployed stacks',
    load: () => load('./commands/heal').healCommand,
  },
  diff: {
    summary: 'compare any two of a broker, a definitions file and a stack, without any state',
    load: () => load('./commands/diff').diffCommand,
  },
  health: {
    summary: 'say what is not as it should be with a running broker',
    load: () => load('./commands/health').healthCommand,
  },
  manifests: {
    summary: 'print the Kubernetes objects of a stack',
    load: () => load('./commands/manifests').manifestsCommand,
  },
  migrate: {
    summary: 'turn an export of RabbitMQ 3.x into definitions that a 4.x takes',
    load: () => load('./commands/migrate').migrateCommand,
  },
  policy: {
    summary: 'say which policy applies to a queue or exchange, and why',
    load: () => load('./commands/policy').policyCommand,
  },
  review: {
    summary: 'say what applying a change does to messages, nodes and clients',
    load: () => load('./commands/review').reviewCommand,
  },
  route: {
    summary: 'say which queues a message reaches, and why not another',
    load: () => load('./commands/route').routeCommand,
  },
};

void run(process.argv.slice(2), commands).then((code) => {
  process.exitCode = code;
});
