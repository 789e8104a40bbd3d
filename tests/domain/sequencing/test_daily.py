"""The daily letter holds a checkpoint that the verifier takes as kept."""

from sqlalchemy import select

from domain.actors import system
from domain.letters import Kind, Letter
from domain.sequencing import daily
from domain.trail import checkpoints
from domain.unit_of_work import unit_of_work


def test_the_letter_is_a_checkpoint_that_can_be_kept(logged):
    with unit_of_work(logged.doors.worker, system("trail")) as work:
        assert not daily.write(work, logged.log.name)
    logged.grow(2)
    with unit_of_work(logged.doors.worker, system("trail")) as work:
        assert daily.write(work, logged.log.name)
    with logged.doors.worker.begin() as session:
        said = (
            session.scalars(select(Letter).where(Letter.kind == Kind.TRAIL_CHECKPOINT)).one().facts
        )
    text = f"{said['origin']}\n{said['size']}\n{said['root']}\n"
    note = f"{text}\n{said['signed']}\n{said['cosigned']}\n"
    opened = checkpoints.open_signed(note, logged.log, [logged.witness().key])
    assert (opened.checkpoint.size, len(opened.witnesses)) == (said["size"], 1)
