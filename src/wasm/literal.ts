import { textAt, Text } from './texts';

/** A text of our own that may become one of a log's. ASCII. */
@unmanaged
export class Literal {
  at: usize;
  length: usize;

  get text(): Text {
    return textAt(this.at, this.at + this.length);
  }
}

export function literal(text: string): Literal {
  const made = changetype<Literal>(heap.alloc(offsetof<Literal>()));
  made.length = <usize>text.length;
  made.at = heap.alloc(made.length);
  for (let i: usize = 0; i < made.length; i++) store<u8>(made.at + i, <u8>text.charCodeAt(<i32>i));
  return made;
}
