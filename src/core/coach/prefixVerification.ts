import type { Verification } from './coachRule';

/** For advice on what is loaded before anybody says a word: the size of a session's first context without its prompt. */
export const prefixVerification: Verification = {
  unit: 'session',
  units: ({ threads }) => {
    const { calls, epochs } = threads[0]!;
    return calls[0] && epochs[0] ? [{ at: calls[0].at, value: epochs[0].prefix }] : [];
  },
};
