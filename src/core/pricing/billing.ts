/** How the user may pay. */
export const BILLINGS = ['api', 'subscription', 'copilot-credits'] as const;

export type Billing = (typeof BILLINGS)[number];

/**
 * What a sum of list prices is to the user: money really spent, the same in Copilot credits, or only what the API
 * would have charged for work that a subscription covers.
 */
export type MoneyMeaning = 'spend' | 'credits' | 'api-equivalent';

/** One setting for all assistants: in credits, a call of another one is shown as the credits its list price comes to. */
export function moneyMeaning(billing: Billing): MoneyMeaning {
  if (billing === 'api') return 'spend';
  return billing === 'copilot-credits' ? 'credits' : 'api-equivalent';
}

/** One Copilot credit is one cent (GitHub's documentation, since 1 June 2026). */
const NANO_PER_CREDIT = 10_000_000;

export function creditsFromNano(nano: number): number {
  return nano / NANO_PER_CREDIT;
}
