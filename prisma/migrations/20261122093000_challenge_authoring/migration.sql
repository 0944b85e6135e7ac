-- CreateTable
CREATE TABLE "challenge_template" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "about" TEXT NOT NULL DEFAULT '',
    "draft" JSONB NOT NULL,
    "created_by" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "challenge_template_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "challenge_template_program_id_title_key" ON "challenge_template"("program_id", "title");
