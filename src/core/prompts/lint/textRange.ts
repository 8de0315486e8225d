/** UTF-16 offsets; `end` is the first one behind. */
export interface TextRange {
  start: number;
  end: number;
}

/** Lines and columns count from 1, columns in UTF-16 units. */
export interface TextPosition {
  offset: number;
  line: number;
  column: number;
}
