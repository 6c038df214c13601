"""What people say and write in the demo's stories; all made up."""

STREET = (
    ("neighbourhood", "Van Beverenplein"),
    ("social-service", "Welzijnsbureau Rabot"),
    ("household", "Home visits Watersportbaan"),
    ("youth", "Jeugdhuis De Loods"),
    ("neighbourhood", "Dampoort station"),
    ("workplace", "Car wash Dok Noord"),
)
REMEMBERED = [
    "man with the red dog",
    "woman with the blue pram",
    "lady who sells flowers",
    "young man with the guitar",
    "woman from the laundrette",
    "man who repairs bicycles",
    "tall boy by the fountain",
    "woman with the green scarf",
    "man from the night bus",
    "girl with the skateboard",
]
TOPICS = (
    "How things are",
    "Letters and papers",
    "CV together",
    "Looking at openings",
    "A visit to an employer",
    "Child care",
    "What went well",
)
NOTES = (
    "Came on time and had the letter with her. We called the office together.",
    "Talked about the mornings. An alarm at seven and a walk before breakfast, to be tried until next week.",
    "Has found somebody in the street who also goes to the course. They travel together.",
    "The landlord answered. The deposit can be paid in three parts.",
    "Wants to see the workplace first. I will ask whether we may come by.",
)
PSYCHOLOGIST = (
    "Sleeps three hours a night since the spring. We agreed to go slowly and to look at it again in two weeks.",
    "Spoke for the first time about what happened at home. Nothing of it leaves this room without her word.",
)
LAWYER = (
    "The refusal names childcare as the reason. That is direct discrimination; the time limit runs for three months.",
    "Read the contract together. The trial period is longer than the law allows; a letter is drafted.",
)
CAREER = (
    "Good with numbers and patient with people. Bookkeeping course in January fits.",
    "Wants to stay near home: three openings within ten kilometres.",
)
MATTERS = (
    "Work with my hands, close to home.",
    "A job I can keep while the children are at school.",
    "First my papers, then work.",
    "Not to be at home all day any more.",
)
AMINA = (
    "First talk",
    "What she did before",
    "Papers for the diploma",
    "Visit to care home Ter Linde",
    "How the course goes",
    "CV together",
    "Child care",
    "Telephone practice",
    "What went well",
    "The interview",
)
AMINA_BEFORE = {
    "housing": (3, 3),
    "money": (2, 2),
    "substances": (5, 5),
    "mind": (3, 2),
    "health": (4, 4),
    "family": (4, 4),
    "contacts": (2, 2),
    "rhythm": (3, 3),
    "language": (2, 3),
    "papers": (2, 2),
    "work": (1, 2),
    "capacity": (2, 3),
    "causes": (3, 3),
    "resources": (2, 4),
    "help": (2, 2),
    "wish": (5, 4),
}
AMINA_NOW = {
    "housing": (3, 3),
    "money": (3, 3),
    "substances": (5, 5),
    "mind": (4, 3),
    "health": (4, 4),
    "family": (4, 4),
    "contacts": (3, 3),
    "rhythm": (4, 4),
    "language": (3, 4),
    "papers": (4, 4),
    "work": (3, 3),
    "capacity": (4, 4),
    "causes": (4, 3),
    "resources": (4, 4),
    "help": (4, 4),
    "wish": (5, 5),
}
AMINA_PLAN = {
    ("work", "Work in a care home"): [
        ("Have the diploma from Lagos recognised", "both", 30),
        ("Spend a day at care home Ter Linde", "coach", 60),
        ("Write the letter for the opening at Ter Linde", "person", 105),
    ],
    ("language", "Dutch good enough for the night shift"): [
        ("Go to the course on Tuesday and Thursday evening", "person", 120),
        ("Ask the school for the place with child care", "coach", 25),
    ],
}
PLANS = (
    {
        ("work", "A job with regular hours"): [
            ("Make a list of what I can do", "person", 14),
            ("Look at three openings together", "both", 40),
            ("Call the first employer", "person", 90),
        ],
        ("rhythm", "Days that have a beginning"): [("Try the alarm and the walk for two weeks", "person", 16)],
    },
    {
        ("money", "Know what goes out every month"): [
            ("Bring all letters to one talk", "person", 10),
            ("Ask for a payment plan", "coach", 35),
        ],
        ("work", "Try a workplace"): [("Visit the bike workshop", "both", 50), ("Two trial days", "person", 110)],
    },
    {
        ("language", "Speak without being afraid"): [("Begin the course", "person", 21), ("Meet the conversation group", "person", 60)],
        ("papers", "Papers in order"): [("Go to the town hall together", "both", 18)],
        ("work", "Know which job would suit me"): [("Talk with the career consultant", "person", 75)],
    },
)
