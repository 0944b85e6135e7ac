import { Form } from '@remix-run/react'

import { Line } from '#app/components/manage/plain-fields.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Disclosure } from '#app/components/ui/disclosure.tsx'

/** Title and words of a bank, to be changed. */
export function BankWords({ bank }: { bank: { title: string; about: string } }) {
  return (
    <Disclosure summary="Rename this bank" look="card">
      <Form method="post" className="grid max-w-3xl items-end gap-4 sm:grid-cols-[14rem_1fr_auto]">
        <Line name="title" label="Title" start={bank.title} required />
        <Line name="about" label="What is in it" start={bank.about} />
        <Button name="do" value="rename" variant="outline">
          Save
        </Button>
      </Form>
    </Disclosure>
  )
}
