import type { Details } from '../../model/diagram/details';
import type { DiagramEdge, DiagramNode } from '../../model/diagram/diagram';
import type { ServerVersion } from '../../model/server/server-version';
import type { Topology } from '../../model/topology/topology';

/** What the page is about: its script reads it as JSON. */
export interface PageData {
  readonly vhost: string;
  readonly version: ServerVersion;
  /** How large it is as a whole, in pixels. */
  readonly size: { readonly width: number; readonly height: number };
  readonly nodes: readonly PageNode[];
  readonly edges: readonly PageEdge[];
  /** Whether it is of two topologies, so that what changes is marked. */
  readonly isCompared: boolean;
  /** By the id of the node. */
  readonly details: Readonly<Record<string, Details>>;
  /** What routes messages: nothing of users. */
  readonly topology: Topology;
}

/** A node, and the box in which it is drawn, by its centre. */
export interface PageNode extends DiagramNode {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An edge, and where it bends. */
export interface PageEdge extends DiagramEdge {
  readonly label: string;
  readonly bends: readonly { readonly x: number; readonly y: number }[];
}
