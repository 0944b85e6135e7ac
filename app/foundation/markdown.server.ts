import rehypeHighlight from 'rehype-highlight'
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize'
import rehypeStringify from 'rehype-stringify'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'

const { attributes, protocols } = defaultSchema
const schema = {
  ...defaultSchema,
  // Pages have a heading of their own above the text.
  tagNames: (defaultSchema.tagNames ?? []).filter((name) => name !== 'h1'),
  attributes: { ...attributes, code: [['className', /^language-[\w-]+$/] as [string, RegExp]] },
  protocols: { ...protocols, src: ['https'], href: ['https', 'http', 'mailto'] },
}

// Colors come after cleaning: they are ours, and the text cannot name classes of its own.
const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype)
  .use(rehypeSanitize, schema)
  .use(rehypeHighlight, { detect: false, plainText: ['text', 'output'] })
  .use(() => reachable)
  .use(rehypeStringify)
  .freeze()

/** Code that is wider than the page scrolls by itself, so the keyboard must reach it. */
function reachable(tree: object): void {
  const { children } = tree as { children: { tagName?: string; properties?: Record<string, unknown> }[] }
  for (const node of children) if (node.tagName === 'pre' || node.tagName === 'table') node.properties = { ...node.properties, tabIndex: 0 }
}

const kept = new Map<string, string>()
const mostKept = 500

/** Markdown (GitHub's kind, with colored code) as HTML without anything that could run, track or break the page: no raw HTML, images by https alone. */
export function renderMarkdown(text: string): string {
  const known = kept.get(text)
  if (known !== undefined) return known
  const html = String(processor.processSync(text))
  if (text.length <= 20_000) {
    kept.set(text, html)
    if (kept.size > mostKept) kept.delete(kept.keys().next().value ?? '')
  }
  return html
}
