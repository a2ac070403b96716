#!/usr/bin/env node
// In a clone; what is packed has JavaScript, and cli/main.js as its program.
require('../lab/dependencies.cjs').ensureDependencies();
require('tsx/cjs');
require('../cli/main.ts');
