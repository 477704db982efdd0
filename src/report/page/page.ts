import { markup, embeddedJson, trusted, type Html } from "../html.js";
import type { Heading } from "../markdown/context.js";
import type { Policies } from "./policy.js";
import type { Words } from "../words.js";
import { renderPager, type PageNeighbours } from "./pager.js";

/** A script or style of the page: its text inside it, or the address of a shared file. */
export type Asset = { readonly text: string } | { readonly url: string };

/** What a live page brings; `boot` runs before the second policy stands. */
export interface LiveParts {
  readonly boot: string;
  /** What begins the worker: after the second policy, before the styles. */
  readonly head: Html | undefined;
}

export interface PageParts extends PageNeighbours {
  readonly language: string;
  readonly words: Words;
  readonly title: string;
  readonly siteTitle: string;
  readonly author?: string | undefined;
  readonly description: string;
  readonly policies: Policies;
  readonly styles: readonly Asset[];
  /** Runs in the head, before anything is painted. */
  readonly early: string;
  readonly scripts: readonly Asset[];
  readonly live?: LiveParts | undefined;
  /** Zipped scripts and JSON that the scripts above look for. */
  readonly data?: Html | undefined;
  readonly logo?: string | undefined;
  readonly home?: string | undefined;
  readonly headings: readonly Heading[];
  readonly article: Html;
  readonly notice?: string | undefined;
  readonly footer: Html;
}

/** A whole page: policies first, then styles, then what the notebook says, then the scripts. */
export function renderPage(parts: PageParts): string {
  const { words } = parts;
  const contents = contentsOf(parts.headings, words);
  return markup`<!doctype html>
    <html lang="${parts.language}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${parts.policies.first}" />
        ${parts.live !== undefined && markup`<script>${trusted(parts.live.boot)}</script>`}
        ${parts.policies.second !== undefined && markup`<meta http-equiv="Content-Security-Policy" content="${parts.policies.second}" />`}
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <meta name="generator" content="lossbook" />
        <meta name="description" content="${parts.description}" />
        ${parts.author !== undefined && markup`<meta name="author" content="${parts.author}" />`}
        <title>${parts.title}${parts.siteTitle !== parts.title && ` · ${parts.siteTitle}`}</title>
        <link rel="icon" href="data:," />
        ${parts.live?.head}
        ${parts.styles.map((style) =>
          "url" in style
            ? markup`<link rel="stylesheet" href="${style.url}" />`
            : markup`<style>${trusted(style.text)}</style>`,
        )}
        <script>${trusted(parts.early)}</script>
      </head>
      <body>
        <a class="skip" href="#main">${words.skip}</a>
        <header class="top">
          <p class="site">
            ${parts.logo !== undefined && markup`<img class="logo" src="${parts.logo}" alt="" />`}${parts.home === undefined ? markup`<span>${parts.siteTitle}</span>` : markup`<a href="${parts.home}">${parts.siteTitle}</a>`}
          </p>
          <div
            class="tools"
            data-themes="${[words.theme, words.themeSystem, words.themeLight, words.themeDark].join("|")}"
            data-words="${[words.copy, words.copied, words.stepByStep, words.nextStep, words.allSteps].join("|")}"
          ></div>
        </header>
        <div class="layout${contents === undefined && " single-column"}">
          ${contents}
          <main id="main" tabindex="-1">
            ${parts.notice !== undefined && markup`<p class="notice">${parts.notice}</p>`}
            <article>${parts.article}</article>
            ${renderPager(parts, words)}
          </main>
          <footer class="foot">${parts.footer}</footer>
        </div>
        ${parts.data}
        ${parts.scripts.map((script) =>
          "url" in script
            ? markup`<script src="${script.url}"></script>`
            : markup`<script>${trusted(script.text)}</script>`,
        )}
      </body>
    </html>
`.text;
}

/** The headings of level 2 and 3 as a list in the margin; folded where there is no margin. */
function contentsOf(headings: readonly Heading[], words: Words): Html | undefined {
  const listed = headings.filter((heading) => heading.level === 2 || heading.level === 3);
  if (listed.length < 2) return undefined;
  return markup`<nav class="contents" aria-label="${words.contents}">
    <details open>
      <summary>${words.contents}</summary>
      <ol>
        ${listed.map(
          (heading) =>
            markup`<li class="level-${heading.level}">
              <a href="#${heading.id}">${withoutIds(heading.title)}</a>
            </li>`,
        )}
      </ol>
    </details>
  </nav>`;
}

function withoutIds(markup: Html): Html {
  return trusted(markup.text.replace(/\sid="[^"]*"/g, ""));
}

/** A script element with data for the page's scripts; it needs no hash, since nothing runs it. */
export function dataScript(id: string, value: unknown): Html {
  return markup`<script type="application/json" id="${id}">
    ${embeddedJson(value)}
  </script>`;
}
