import { printable } from '../../../model/printable';

/** The element of the page that has an id. */
export function element<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no element '${id}'`);
  return found as T;
}

/** A new element that holds text, or others. Text is text: it is never read as markup. */
export function made(tag: string, ...content: readonly (string | Node)[]): HTMLElement {
  const one = document.createElement(tag);
  one.append(...content.map((part) => (typeof part === 'string' ? printable(part) : part)));
  return one;
}

/** A button. */
export function button(text: string, onClick: () => void): HTMLElement {
  const one = made('button', text);
  one.setAttribute('type', 'button');
  one.addEventListener('click', onClick);
  return one;
}

/** A heading and a list, or nothing where nothing is in the list. */
export function section(heading: string, items: readonly (string | Node)[]): readonly Node[] {
  if (items.length === 0) return [];
  const list = made('ul', ...items.map((item) => made('li', item)));
  if (items.some((item) => typeof item !== 'string')) list.className = 'choices';
  return [made('h3', heading), list];
}
