// Colours come with patterns, so that series differ for everybody.
import { svg, uniqueId } from '../dom';

/** Number of series that have a look of their own; all others share 'other'. */
export const SERIES = 5;

export type Look = number | 'other';

const LINES: Record<string, string> = {
  0: '',
  1: 'M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2',
  2: 'M0,3 h6',
  3: 'M3,0 v6',
  4: 'M0,0 l6,6 M0,6 l6,-6',
  other: 'M0,0 h6 M0,2 h6 M0,4 h6',
};

export interface Patterns {
  /** To be put into the SVG. */
  defs: SVGDefsElement;
  /** Value of the `fill` attribute. */
  fill: (look: Look) => string;
}

export function patterns(): Patterns {
  const prefix = uniqueId('pattern');
  const looks: Look[] = [...Array(SERIES).keys(), 'other'];
  const defs = svg(
    'defs',
    null,
    looks.map((look) =>
      svg(
        'pattern',
        { id: `${prefix}-${look}`, width: 6, height: 6, patternUnits: 'userSpaceOnUse' },
        svg('rect', { width: 6, height: 6, class: `series-${look}` }),
        LINES[look] ? svg('path', { d: LINES[look], class: 'pattern-lines' }) : null,
      ),
    ),
  );
  return { defs, fill: (look) => `url(#${prefix}-${look})` };
}

/** The look's sample for a legend or a table. */
export function swatch(look: Look): SVGSVGElement {
  const { defs, fill } = patterns();
  return svg(
    'svg',
    { class: 'swatch', width: 12, height: 12, 'aria-hidden': 'true' },
    defs,
    svg('rect', { x: 0.5, y: 0.5, width: 11, height: 11, rx: 2, fill: fill(look), class: 'shape' }),
  );
}
