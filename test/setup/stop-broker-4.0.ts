import tearDown from './stop-broker';

// jest calls a file once a run, for the first project that names it: another project needs a file of its own.
export = tearDown;
