declare module '@bomb.sh/tab' {
  /** Prints the completion script of a shell: it calls the executable with `complete -- WORD…`. */
  export function script(shell: string, name: string, executable: string): void;
}
