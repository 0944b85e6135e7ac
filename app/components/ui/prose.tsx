import { joinClasses } from './join-classes.ts'

/** Text that was written in Markdown, as `renderMarkdown` made it: sanitized HTML from the server, never from anywhere else. */
export function Prose({ html, className }: { html: string; className?: string }) {
  return <div className={joinClasses('prose', className)} dangerouslySetInnerHTML={{ __html: html }} />
}
