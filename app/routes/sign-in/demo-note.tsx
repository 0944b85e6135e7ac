import { Notice } from '#app/components/ui/notice.tsx'

/** In the demo: who one can be, and the password of all of them. */
export function DemoNote() {
  return (
    <Notice title="This is the demo: come in as">
      <ul className="space-y-0.5">
        {['member', 'manager', 'owner'].map((who) => (
          <li key={who}>
            <code>{who}@laurel.example</code>
          </li>
        ))}
      </ul>
      <p className="mt-2">
        The password is <code>laurel-demo-1</code>.
      </p>
    </Notice>
  )
}
