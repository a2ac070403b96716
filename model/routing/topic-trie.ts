/**
 * What is bound to a topic exchange, found by routing key: a trie of the words of the binding keys, in which `*` stands for any
 * one word and `#` for none, one or more. All nodes that the words read so far lead to are followed at once, so that finding
 * takes time by the length of the key and the wildcards that are alive, and not by the number of bindings.
 * @see https://github.com/rabbitmq/rabbitmq-server/blob/main/deps/rabbit/src/rabbit_db_topic_exchange.erl
 */
export class TopicTrie<T> {
  private readonly root = newNode<T>(false);
  /** Grows with each word that is read: a node that bears it is followed already. */
  private reading = 0;

  /** Adds what is bound by a key. */
  add(key: string, member: T): void {
    let node = this.root;
    for (const word of topicWords(key)) {
      if (word === '#') {
        // `#.#` takes what `#` takes.
        if (!node.isRest) node = node.rest ??= newNode<T>(true);
        continue;
      }
      if (word === '*') {
        node = node.one ??= newNode<T>(false);
        continue;
      }
      const known = node.words.get(word);
      const next = known ?? newNode<T>(false);
      if (known === undefined) node.words.set(word, next);
      node = next;
    }
    node.members.push(member);
  }

  /** What the bindings hold that take a routing key: each once, in no order that means something. */
  find(key: string): readonly T[] {
    let alive: Node<T>[] = [];
    this.reading += 1;
    this.follow(this.root, alive);
    for (const word of topicWords(key)) {
      const next: Node<T>[] = [];
      this.reading += 1;
      for (const node of alive) {
        if (node.isRest) this.follow(node, next);
        const exact = node.words.get(word);
        if (exact !== undefined) this.follow(exact, next);
        if (node.one !== undefined) this.follow(node.one, next);
      }
      if (next.length === 0) return [];
      alive = next;
    }
    const [only, ...others] = alive;
    return only === undefined || others.length === 0 ? (only?.members ?? []) : alive.flatMap(({ members }) => members);
  }

  /** Marks a node as alive, and the `#` after it, which may stand for no word. */
  private follow(node: Node<T>, alive: Node<T>[]): void {
    if (node.read === this.reading) return;
    node.read = this.reading;
    alive.push(node);
    if (node.rest !== undefined) this.follow(node.rest, alive);
  }
}

/** The words of a routing key or a topic binding's key: between dots, and none in the empty key. */
export function topicWords(key: string): readonly string[] {
  return key === '' ? [] : key.split('.');
}

interface Node<T> {
  readonly words: Map<string, Node<T>>;
  /** What follows a `*`. */
  one?: Node<T>;
  /** What follows a `#`. */
  rest?: Node<T>;
  /** Whether it follows a `#`, so that more words lead to it again. */
  readonly isRest: boolean;
  readonly members: T[];
  read: number;
}

function newNode<T>(isRest: boolean): Node<T> {
  return { words: new Map(), isRest, members: [], read: 0 };
}
