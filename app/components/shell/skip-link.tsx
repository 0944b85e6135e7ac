/** The first stop of the keyboard: over the navigation to what the page is about. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="absolute top-3 left-3 z-50 -translate-y-24 rounded-full bg-leaf px-5 py-3 font-semibold text-on-leaf focus:translate-y-0"
    >
      Skip to the content
    </a>
  )
}
