/** One of the dashboard's pages. */
export interface PageView {
  readonly element: HTMLElement;
  /** The state says something else, or the page came to the front. */
  update(): void;
  /** The ledger holds something new. `asked`: the user did it, and waits to see it. */
  refresh(asked?: boolean): void;
}
