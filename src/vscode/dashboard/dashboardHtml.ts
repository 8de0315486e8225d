import type { DashboardSetup } from '../../protocol/messages';

export interface DashboardPage {
  /** Fresh for each page. */
  nonce: string;
  /** The webview's own origin, as its `cspSource` says. */
  cspSource: string;
  scriptUri: string;
  styleUri: string;
  codiconUri: string;
  setup: DashboardSetup;
}

/** The dashboard's whole document. It may load its own script, styles and icon font, and nothing else. */
export function dashboardHtml({ nonce, cspSource, scriptUri, styleUri, codiconUri, setup }: DashboardPage): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `img-src ${cspSource} data:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${attribute(setup.locale)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${attribute(codiconUri)}" id="vscode-codicon-stylesheet">
<link rel="stylesheet" href="${attribute(styleUri)}">
<title>Tokenmin</title>
</head>
<body>
<div id="app"></div>
<script type="application/json" id="setup">${dataBlock(setup)}</script>
<script nonce="${attribute(nonce)}" src="${attribute(scriptUri)}"></script>
</body>
</html>
`;
}

function attribute(text: string): string {
  return text.replace(/[&"<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** JSON that can't end its script element, nor begin a comment in it. */
function dataBlock(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
