import { Link } from '@remix-run/react'
import { Form } from '@remix-run/react'

import { ChannelIcon } from '#app/components/activities/channel-icon.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Pill } from '#app/components/ui/pill.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { connectionCards, type ProviderRow } from '#app/domain/access/providers.ts'

/** Every way to sign in, with its state. What the environment set up can only be changed there. */
export function ConnectionList({ rows }: { rows: readonly ProviderRow[] }) {
  return (
    <Table
      caption="Ways to sign in"
      dense
      rows={rows}
      rowKey={(row) => `${row.slug}-${row.fromEnv}`}
      empty={
        <EmptyState title="Mail and password only" leaves={1}>
          Add GitHub, Discord, your forum or your company’s sign-in: people come in faster, and their work finds them.
        </EmptyState>
      }
      columns={[
        {
          key: 'title',
          title: 'Way in',
          heading: true,
          cell: (row) => (
            <span className="flex items-center gap-3">
              <ChannelIcon channel={row.kind} size="sm" />
              <span>
                {row.title}
                <span className="block text-sm font-normal text-muted">{connectionCards[row.kind].title}</span>
              </span>
            </span>
          ),
        },
        { key: 'site', title: 'Where', cell: (row) => <span className="break-all">{row.site || '–'}</span> },
        {
          key: 'state',
          title: 'State',
          cell: (row) => <Pill tone={row.state === 'on' ? 'good' : 'quiet'}>{row.state}</Pill>,
        },
        {
          key: 'do',
          title: 'Change',
          titleHidden: true,
          cell: (row) =>
            row.fromEnv ? (
              <span className="text-sm text-muted">Set by the environment</span>
            ) : (
              <div className="flex items-center gap-3">
                <Link to={`?edit=${row.slug}#form`} className="text-link inline-flex min-h-11 items-center" aria-label={`Change ${row.title}`}>
                  Change
                </Link>
                <Form method="post">
                  <input type="hidden" name="slug" value={row.slug} />
                  <input type="hidden" name="to" value={row.state === 'on' ? 'off' : 'on'} />
                  <Button
                    name="do"
                    value="switch"
                    variant="outline"
                    size="sm"
                    aria-label={`Switch ${row.title} ${row.state === 'on' ? 'off' : 'on'}`}
                  >
                    {row.state === 'on' ? 'Switch off' : 'Switch on'}
                  </Button>
                </Form>
              </div>
            ),
        },
      ]}
    />
  )
}
