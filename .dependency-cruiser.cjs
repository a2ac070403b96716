/** Imports point down, and never in a circle: who may not import whom, with what to do instead. Types count as well. */
const infrastructure =
  '^(constructs|stacks|cli|lab|host|examples|test)/|(^|/)node_modules/(cdktf|constructs|@cdktf)/|(^|/)packages/';

const layer = (name, from, to, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: to },
});

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      comment:
        'Name what both need in a file of its own; constructs/references.ts has what constructs know of each other.',
      from: {},
      to: { circular: true },
    },
    layer(
      'model-is-pure',
      '^model/',
      `${infrastructure}|^(policies|rules)/`,
      'model/ is plain data and pure functions: pass what it needs as an argument.',
    ),
    layer('policies-know-the-model', '^policies/', `${infrastructure}|^rules/`, 'policies/ knows the model alone.'),
    layer(
      'rules-judge-the-model',
      '^rules/',
      infrastructure,
      'rules/ judge the model: what they need to know belongs into it.',
    ),
    layer(
      'constructs-are-below-stacks',
      '^constructs/',
      '^(stacks|cli|lab|host|examples|test)/',
      'constructs/ are used by stacks, not the other way round.',
    ),
    layer(
      'stacks-only-compose',
      '^stacks/',
      '^(cli|lab|host|examples|test)/|@cdktf/provider-|(^|/)packages/',
      'stacks/ only compose: put the resource into a construct.',
    ),
    layer(
      'host-is-alone',
      '^host/',
      '^(bench|ci|cli|constructs|examples|lab|model|packaging|policies|rules|stacks|test)/|(^|/)packages/',
      'host/ knows nothing of RabbitMQ as code: it runs commands, waits, and asks an HTTP API.',
    ),
    layer(
      'nothing-needs-testing',
      '^(cli|constructs|host|lab|model|policies|rules|stacks)/',
      '^testing/',
      "testing/ is for users' tests: what others need of it belongs into model/.",
    ),
    layer(
      'testing-asks-what-is-declared',
      '^testing/',
      '^(cli|lab|host|examples|test)/|(^|/)packages/',
      'testing/ asks constructs and the model.',
    ),
    layer('cli-needs-no-lab', '^cli/', '^(lab|test)/', 'lab/ is for tests: what a command needs belongs into host/.'),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: ['node_modules', 'packages/provider-rabbitmq/lib'] },
    exclude: { path: '^(cdktf\\.out|site/(?:dist|pages|node_modules)|dist|dist-check|\\.cache|etc)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    cache: { folder: '.cache/dependency-cruiser' },
  },
};
