import { FolderVisits } from '../../insights/activity/folderVisits';
import { alwaysLoaded, placeOf } from '../../insights/workspaceFiles';
import { claimed } from '../claimed';
import type { CoachRule } from '../coachRule';
import { prefixVerification } from '../prefixVerification';
import { count, nano, phrase, tokens } from '../phrase';

/** COACHING C7. */
const MOST_TOUCHING = 0.3;
/** With fewer sessions nobody can say how often a folder is worked in. */
const LEAST_SESSIONS = 10;
/** Commands that are read to see where they went: of one session, and in all. */
const MOST_COMMANDS = 200;
const MOST_IN_ALL = 10_000;

/**
 * C7: a section of the always-loaded instructions speaks of one folder, and less than 30 % of the sessions touch it.
 * Sessions with too many commands to be read, 200 or in all 10,000, do not count. Saving: what the section cost in the
 * sessions that did not, 80 % at least. The lint finds the sections, and leaves those on security alone.
 */
export const scopeRules: CoachRule = {
  id: 'scope-rules',
  family: 'context',
  tier: 'B',
  needs: ['per-call-usage', 'tool-calls'],
  range: [0.8, 1],
  words: {
    title: 'Instructions on {folder} were loaded in {n} sessions that never went there: {cost}.',
    risk: 'A rule for a folder is not there while you plan without touching it.',
    check: 'We compare the size of the first call, per session.',
    action: 'Open the File',
  },
  verification: prefixVerification,
  action: () => ({ kind: 'guide', steps: ['Move the section into a rule that is loaded for that folder only.'] }),
  start: ({ filesOf }) => {
    let left = MOST_IN_ALL;
    const touched = new Map<string, { sessions: number; touching: number; folder: string; file: string }>();
    return {
      session(session, desk) {
        const files = filesOf?.(session.workspace);
        const first = session.threads[0]!.calls[0];
        if (!files || !first) return;
        const visits = new FolderVisits(session, files.root, Math.min(left, MOST_COMMANDS));
        const loaded = new Set(alwaysLoaded(files, session.source).map(({ file }) => file.path));
        for (const { ruleId, file, params, tokens: size } of files.findings) {
          if (ruleId !== 'scope-section' || !loaded.has(file)) continue;
          const folder = String(params[0]);
          const wasThere = visits.in(folder);
          if (wasThere === undefined) continue;
          const group = `${session.workspace} ${file} ${folder}`;
          const place = placeOf(files, file);
          const tally = touched.get(group) ?? { sessions: 0, touching: 0, folder, file: place };
          touched.set(group, tally);
          tally.sessions++;
          if (wasThere) {
            tally.touching++;
            continue;
          }
          const claim = desk.claims.prefix(session.threads[0]!, size);
          const why = phrase('{tokens} tokens on {folder}, which this session never touched', {
            tokens: tokens(size),
            folder,
          });
          desk.found({ at: first.at, call: first, claim, why, group });
        }
        left -= visits.read;
      },
      finish: (occurrences) => {
        const isRare = (group = ''): boolean => {
          const { sessions = 0, touching = 0 } = touched.get(group) ?? {};
          return sessions >= LEAST_SESSIONS && touching < MOST_TOUCHING * sessions;
        };
        const kept = occurrences.filter(({ group }) => isRare(group));
        const { folder = '', file = '' } = touched.get(kept[0]?.group ?? '') ?? {};
        return {
          figures: {
            folder,
            cost: nano(claimed(kept)),
            sessions: count(kept.length),
          },
          keep: ({ group }) => isRare(group),
          action: { kind: 'open-file', file },
        };
      },
    };
  },
};
