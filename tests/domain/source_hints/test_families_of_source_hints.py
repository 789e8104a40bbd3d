"""What gives a source away is told in families of ways, and plain facts about others are not."""

from __future__ import annotations

import pytest

from domain import source_hints

TELLING = [
    ("Our cook was putting the bins out and saw two men", "Our cook was putting the bins out"),
    ("Mrs Ogden from the flat below hears them moving", "Mrs Ogden from the flat below"),
    ("His cousin says he sleeps in the van", "His cousin says"),
    ("Her ex rang the office about it", "Her ex rang the office"),
    ("The lady in the post office says it is weekly", "The lady in the post office says"),
    ("I watched it from the office window", "from the office window"),
    ("It was on the CCTV over the loading bay at ten", "on the CCTV over the loading bay"),
    ("On Tuesday's late shift a bag was left", "On Tuesday's late shift"),
    ("It is in the handover notes for Sunday night", "in the handover notes"),
    ("Ticket 48213 was raised for the lock", "Ticket 48213"),
    ("Member number 3308 sent the pictures", "Member number 3308"),
    ("Copied from our incident log 0912", "Copied from our incident log 0912"),
    ("This was raised at MARAC last week", "raised at MARAC"),
    ("As discussed at the tenants' meeting", "at the tenants' meeting"),
    ("At his 6 week review he was tearful", "At his 6 week review"),
    ("She was in for her blood test when it rang", "She was in for her blood test"),
    ("The night porter noticed that door", "The night porter noticed that door"),
    ("A teaching assistant has been keeping a log", "A teaching assistant has been"),
    ("The health visitor was told to wait outside", "The health visitor was told"),
    ("The bar staff know him as Tich", "The bar staff know him"),
    ("A former employee says he burned the books", "A former employee says"),
    ("The discharge team are happy with it", "The discharge team are happy"),
    ("Weekly figures from the depot are attached", "Weekly figures from the depot"),
    ("Notice served on the 4th, letters to follow", "letters to follow"),
    ("Spoke to several of them by the bins", "Spoke to several of them"),
    ("The only one who has a key is the cleaner", "The only one who has a key"),
    ("It was dark. Rang him back twice", "Rang him back twice"),
    ("Keys and fobs returned. He drives a red van", "Keys and fobs returned"),
    ("They sell it there. Warning letter to be sent", "Warning letter to be sent"),
    ("Weekly walkabout list, 3 December. It is a grey car", "Weekly walkabout list"),
    ("A learner at the Hull site keeps them in a bag", "A learner at the Hull site"),
    ("Nobody reads OASys entries there", "Nobody reads OASys entries there"),
    ("Shazia in lettings thinks they moved", "Shazia in lettings thinks they moved"),
    ("The window of the staff minibus was broken", "the staff minibus"),
    ("He lost it. Physio happy with the knee", "Physio happy with the knee"),
]
PLAIN = [
    "A white van stands at the mill every night",
    "Cash is paid every Friday into account 12345678",
    "He sells tobacco from the shop on Bank Street for eight pounds a packet",
    "The house at 14 Mill Lane has foil over the windows",
    "There are six people living in the lock-up",
    "The owner of the car wash keeps the passports of those who work there",
    "Counterfeit notes were passed at three shops on the high street",
    "The firm charges for asbestos work that is never done",
    "The grey Transit is parked outside the takeaway from six until ten",
    "A woman of about fifty collects the rent in cash and writes nothing down",
    "The boys go by train to Hull and come back with new trainers",
    "It was hidden, then sold on to a man who paid for it in cash",
    "The door was opened and the bikes were taken away",
    "The driver of the car is about thirty and wears a cap",
    'They call it "the office" and him "Smiler"',
    "Puppies are sold from the boot of a silver Astra at the services",
]


@pytest.mark.parametrize(("text", "quote"), TELLING)
def test_what_points_to_the_source_is_highlighted(text: str, quote: str) -> None:
    start = text.index(quote)
    marked = {
        place for hint in source_hints.highlight(text) for place in range(hint.start, hint.end)
    }
    assert marked >= set(range(start, start + len(quote)))


@pytest.mark.parametrize("text", PLAIN)
def test_plain_facts_about_others_are_not_highlighted(text: str) -> None:
    assert source_hints.highlight(text) == ()
