-- AlterTable
ALTER TABLE "walk" ADD COLUMN     "claimed_at" TIMESTAMPTZ(3),
ADD COLUMN     "resumed" SMALLINT NOT NULL DEFAULT 0;
