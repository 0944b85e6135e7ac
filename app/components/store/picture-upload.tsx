import { Form } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { Section } from '#app/components/ui/section.tsx'

/** The pictures of a reward, and one more from this device. The first one stands on the shelf. */
export function PictureUpload({ pictures }: { pictures: readonly string[] }) {
  return (
    <Section title="Pictures" lead="Wide ones look best, 4 to 3. The first one stands on the shelf; what a camera wrote into a file is taken out.">
      {pictures.length > 0 && (
        <ul className="mb-4 grid grid-cols-3 gap-2">
          {pictures.map((src) => (
            <li key={src}>
              <img src={src} alt="" className="aspect-[4/3] w-full rounded-md object-cover" />
            </li>
          ))}
        </ul>
      )}
      <Form method="post" encType="multipart/form-data" className="flex flex-col items-start gap-3">
        <label className="w-full">
          <span className="mb-1.5 block font-medium">A picture from this device</span>
          <input type="file" name="picture" accept="image/png,image/jpeg,image/webp,image/gif" required className="w-full text-sm" />
        </label>
        <Button name="do" value="picture" variant="outline" size="sm">
          Add the picture
        </Button>
      </Form>
    </Section>
  )
}
