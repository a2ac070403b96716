// Plain CommonJS: it runs when no package is installed yet.
require('./dependencies.cjs').ensureDependencies();
require('tsx/cjs');
require('./quickstart.ts');
