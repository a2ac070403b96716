#!/usr/bin/env node
import { createRequire } from 'node:module';
import { run, type LazyCommand } from './program/program';

/** What a file exports; it is read now, and not when the program starts. */
const load = createRequire(__filename);

/** Every command; what it does is loaded when it is called. */
const commands: Readonly<Record<string, LazyCommand>> = {
  adopt: {
    summary: 'write an app that declares what a broker has, and import it without change',
    page: 'adopt',
    load: () => load('./commands/adopt').adoptCommand,
  },
  backup: {
    summary: "back up a broker's definitions into a folder, its secrets apart or encrypted",
    page: 'backup',
    load: () => load('./commands/backup').backupCommand,
  },
  'backup-messages': {
    summary: 'write the messages of queues into files, as a copy or to drain them',
    page: 'backup#messages',
    load: () => load('./commands/backup-messages').backupMessagesCommand,
  },
  can: {
    summary: 'explain whether a user may perform an operation',
    page: 'permissions',
    load: () => load('./commands/can').canCommand,
  },
  check: {
    summary: 'validate and lint definitions files, stacks and rabbitmq.conf files',
    page: 'check',
    load: () => load('./commands/check').checkCommand,
  },
  connect: {
    summary: 'print a program that connects as a user of a stack, in one of five languages',
    page: 'credentials',
    load: () => load('./commands/connect').connectCommand,
  },
  convert: {
    summary: "print a rabbitmq.conf as the prop 'conf' of a broker",
    page: 'rabbitmq-conf',
    load: () => load('./commands/convert').convertCommand,
  },
  definitions: {
    summary: 'print the definitions.json of a stack',
    page: 'definitions',
    load: () => load('./commands/definitions').definitionsCommand,
  },
  deploy: {
    summary: 'heal, review and apply stacks; a loss must be allowed by name',
    page: 'deploy',
    load: () => load('./commands/deploy').deployCommand,
  },
  destroy: {
    summary: 'destroy stacks; a loss must be allowed by name',
    page: 'deploy',
    load: () => load('./commands/destroy').destroyCommand,
  },
  diagram: {
    summary: 'draw exchanges, queues and bindings as a web page, SVG or Mermaid',
    page: 'diagram',
    load: () => load('./commands/diagram').diagramCommand,
  },
  doctor: {
    summary: 'report what this machine and this app lack, with the remedy',
    page: 'doctor',
    load: () => load('./commands/doctor').doctorCommand,
  },
  forget: {
    summary: 'remove objects from the state, and leave them on the broker',
    page: 'deploy',
    load: () => load('./commands/forget').forgetCommand,
  },
  heal: {
    summary: 'restart the stopped, paused or missing containers of deployed stacks',
    page: 'heal',
    load: () => load('./commands/heal').healCommand,
  },
  diff: {
    summary: 'compare any two of a broker, a definitions file and a stack, without state',
    page: 'diff',
    load: () => load('./commands/diff').diffCommand,
  },
  health: {
    summary: 'report problems of a running broker',
    page: 'health',
    load: () => load('./commands/health').healthCommand,
  },
  init: {
    summary: 'write a repository for an app of your own, with tests and workflows',
    page: 'init',
    load: () => load('./commands/init').initCommand,
  },
  manifests: {
    summary: 'print the Kubernetes objects of a stack',
    page: 'kubernetes',
    load: () => load('./commands/manifests').manifestsCommand,
  },
  migrate: {
    summary: 'convert an export of RabbitMQ 3.x for 4.x',
    page: 'migrate',
    load: () => load('./commands/migrate').migrateCommand,
  },
  monitoring: {
    summary: 'write alerts, scrape configuration and dashboards for your own Prometheus and Grafana',
    page: 'monitoring',
    load: () => load('./commands/monitoring').monitoringCommand,
  },
  policy: {
    summary: 'explain which policy applies to a queue or exchange',
    page: 'policies',
    load: () => load('./commands/policy').policyCommand,
  },
  restore: {
    summary: 'restore a backup to a broker, after a comparison and a confirmation',
    page: 'backup#restoring',
    load: () => load('./commands/restore').restoreCommand,
  },
  'restore-messages': {
    summary: "publish a backup's messages to their queues, with confirmation and a count",
    page: 'backup#messages',
    load: () => load('./commands/restore-messages').restoreMessagesCommand,
  },
  review: {
    summary: 'show what a deployment does to messages, nodes and clients',
    page: 'review',
    load: () => load('./commands/review').reviewCommand,
  },
  roll: {
    summary: 'replace the nodes of a cluster one after the other, without a stop',
    page: 'roll',
    load: () => load('./commands/roll').rollCommand,
  },
  route: {
    summary: 'show which queues a message reaches, and why not another',
    page: 'routing',
    load: () => load('./commands/route').routeCommand,
  },
  completion: {
    summary: 'print the script that completes commands for bash, zsh or fish',
    page: 'completion',
    load: () => load('./commands/completion').completionCommand(commands),
  },
};

void run(process.argv.slice(2), commands).then((code) => {
  // What could not be printed has made it a failure already.
  process.exitCode ||= code;
});
