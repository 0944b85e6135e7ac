/** JSON with indentation when the text is JSON, else the text as it is. */
export function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

/** A body or a command, scrollable inside its frame and reachable by keyboard. */
export function CodeBlock({ label, code, json = false }: { label: string; code: string; json?: boolean }) {
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1.5 text-sm font-semibold">{label}</figcaption>
      <pre
        tabIndex={0}
        role="region"
        aria-label={label}
        className="max-h-96 overflow-auto rounded-md border bg-sunk p-4 font-mono text-sm leading-5 [tab-size:2]"
      >
        <code>{json ? prettyJson(code) : code}</code>
      </pre>
    </figure>
  )
}
