"""Prints the sample's forms with a real Japanese font and compares what poppler reads on the paper
with the table of the same sheets, cell by cell. Usage: forms.py KAGIBAN FOLDER"""

import csv
import os
import re
import subprocess
import sys

program, folder = sys.argv[1:3]
office = os.path.join(folder, "office")


def run(*args):
    done = subprocess.run(args, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(args)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def bare(text):
    return re.sub(r"\s", "", text)


run(program, "demo", "--no-ui", "--dir", office)
sheets = {
    "lock": ["--month", "2026-11"],
    "take-out": ["--fiscal-year", "2026"],
    "sending": ["--fiscal-year", "2026"],
    "take-out-annex": ["--fiscal-year", "2026"],
    "handovers": ["--fiscal-year", "2026"],
    "media-check": ["--fiscal-year", "2026"],
    "register": [],
    "sending-check": ["--case", "1"],
    "case": ["--case", "take-out:1"],
    "history": ["--case", "take-out:1"],
}
for form, wanted in sheets.items():
    ask = [program, "--dir", office, "form", form, *wanted]
    paper = os.path.join(folder, f"{form}.pdf")
    table = os.path.join(folder, f"{form}.csv")
    run(*ask, "--format", "pdf", "-o", paper)
    run(*ask, "--format", "csv", "-o", table)
    run("qpdf", "--check", paper)
    fonts = run("pdffonts", paper).splitlines()[2:]
    if not fonts or any(" yes yes yes " not in font for font in fonts):
        sys.exit(f"{form}: not every font is embedded, a subset, and readable: {fonts}")
    # In the order of drawing, so that the lines of a cell stay together.
    printed = bare(run("pdftotext", "-raw", paper, "-"))
    with open(table, encoding="utf-8-sig", newline="") as file:
        heads, *rows = list(csv.reader(file))
    own = heads.index("年月日")
    checked = 0
    for row in rows:
        for head, cell in list(zip(heads, row))[2:own]:
            for piece in cell.lstrip("〇").split("、"):
                if bare(piece) not in printed:
                    sys.exit(f"{form}: {head} 「{piece}」 is in the table and not on the paper")
            checked += 1
    for head in heads[2:own]:
        if head != "欄外" and bare(head) not in printed:
            sys.exit(f"{form}: the head {head} is not on the paper")
    picture = os.path.join(folder, form)
    run("pdftoppm", "-r", "50", "-png", "-singlefile", paper, picture)
    if os.path.getsize(picture + ".png") < 5000:
        sys.exit(f"{form}: the page is empty")
    print(f"{form}: {len(rows)} rows, {checked} cells are on the paper")
