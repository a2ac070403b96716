import type { Generation } from '../../lab/generation';

// Before each file of a project that is about one generation of servers: the lab then means that one.
process.env['LAB_SERVER'] = (globalThis as { readonly labServer?: Generation }).labServer;
