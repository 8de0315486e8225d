/** An error whose message is fit for the user, already in the user's language. Every other error is a bug. */
export class HumanError extends Error {}
