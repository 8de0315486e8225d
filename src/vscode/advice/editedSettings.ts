export type SettingValue = string | number | boolean;

/** A file of settings with one value changed, or why that was not tried: it is not what such a file looks like. */
export type EditedSettings = { text: string } | { refused: 'unreadable' };
