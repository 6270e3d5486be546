/** The two documents: the mini program alone, and the phone when there is no workbench to put it in. */
import type { Problem } from '../compile/problems';

/** JSON that can stand in a script element. */
const json = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');
const html = (text: string): string => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

export function appPage(name: string, openid: string, problems: Problem[]): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<link rel="icon" href="data:,">
<title>${html(name)}</title>
<link rel="stylesheet" href="/__rt/client.css">
</head>
<body>
<div id="mp-screen"></div>
<script>globalThis.__mpHost=${json({ openid, problems })}</script>
<script src="/__rt/app.js"></script>
<script src="/__rt/client.js"></script>
</body>
</html>
`;
}

export function phonePage(name: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<link rel="icon" href="data:,">
<title>${html(name)}</title>
<style>
html,body{margin:0;height:100%;background:#e8e8ec}
body{display:flex;align-items:center;justify-content:center}
iframe{border:0;width:375px;height:min(812px,calc(100vh - 32px));border-radius:36px;box-shadow:0 0 0 10px #1c1c1e,0 20px 60px rgb(0 0 0/30%);background:#fff}
@media (max-width:599px){iframe{width:100vw;height:100dvh;border-radius:0;box-shadow:none}}
</style>
</head>
<body><iframe src="/app" title="${html(name)}"></iframe></body>
</html>
`;
}
