"""Made-up people: first and last names drawn apart, so that nobody real is meant."""

from random import Random

GENT_WOMEN = "Amal Fatma Elif Zeynep Maria Rositsa Silvia Anka Lejla Grace Blessing Joy Fatou Mariam Leila Yasmin Nadia Halima Els Lien Katrien Sofie Ana Elena Daniela Ivanka Selma Aïcha Hanna Ruta".split()
GENT_MEN = "Ahmed Mehmet Emre Stefan Ivan Georgi Marek Jozef Emmanuel Samuel Ousmane Ibrahim Karim Youssef Reza Farhad Tom Bart Wouter Jan Milan Nikolay Dimitar Yusuf Ali Hassan Kofi Abdul Petr Luis".split()
GENT_LAST = "Yıldız Demir Kaya Aydın Petrov Ivanova Dimitrov Kolev Horváth Kováč Lakatoš Mensah Owusu Diallo Camara Haidari Rahimi Karimi Benali Bouzid Claes Maes Willems Goossens Mertens Wauters Popescu Ionescu Silva Hoxha Osman Abdi".split()
LATVIA_WOMEN = "Anna Inese Ilga Dzintra Sarmīte Kristīne Līga Zane Baiba Inga Gunta Velta Agnese Laura Sandra Ilona Natālija Svetlana Rasma Daina Maruta Elīna Ieva Santa".split()
LATVIA_MEN = "Jānis Andris Juris Aivars Valdis Guntis Mārtiņš Kaspars Normunds Raivis Sergejs Vladimirs Uldis Artis Edgars Gatis".split()
LATVIA_LAST = "Kalniņ Ozoliņ Liepiņ Krūmiņ Zariņ Balodi Eglīt Vītol Grīnberg Siliņ Krauz Freiman Celm Apin Lauriņ Mežgail Strautiņ Zvirbul Rudzīt Vanag".split()
EMPLOYERS = "Bakery De Korf,Cleaning Helder,Logistics Zuiderkaai,Care home Ter Linde,Garden works Groenrand,School kitchen De Lepel,Bike workshop Trapper,Hotel Aan 't Water,Sorting centre Kringloop,Painters Vlasmarkt".split(",")
LATVIAN_EMPLOYERS = "Ventas maiznīca,Kuldīgas šūtava,Alsungas aptieka,Ventspils zivis,Meža serviss Abava,Viesu nams Riežupe,Kurzemes piens,Dārzkopība Ābele".split(",")
PLACES = {
    "social-service": ["Welzijnsbureau Rabot", "Welzijnsbureau Nieuw Gent", "Inloopcentrum De Brug"],
    "youth": ["Jeugdhuis De Loods", "Sportplein Groene Vallei", "Jeugdwerk Muide"],
    "neighbourhood": ["Van Beverenplein", "Dampoort station", "Bloemekenswijk market", "Ledebergplein"],
    "household": ["Home visits Watersportbaan", "Home visits Brugse Poort", "Home visits Nieuw Gent"],
    "workplace": ["Car wash Dok Noord", "Building site Oude Dokken", "Night cleaning, Flanders Expo"],
    "other": ["Library De Krook", "Food bank Sint-Amandsberg"],
}
REMEMBERED = "man with the red dog,woman with the blue pram,the boys by the fountain: the tall one,lady who sells flowers,man with the football scarf,woman from the laundrette,young man with the guitar,man who repairs bicycles".split(",")


def gent_name(draw: Random, gender: str) -> tuple[str, str]:
    """A first and last name as one hears them in Gent."""
    return draw.choice(GENT_WOMEN if gender == "W" else GENT_MEN), draw.choice(GENT_LAST)


def latvian_name(draw: Random, gender: str) -> tuple[str, str]:
    """A first and last name as one hears them in Kurzeme, with the ending that goes with the gender."""
    stem = draw.choice(LATVIA_LAST)
    if gender == "W":
        return draw.choice(LATVIA_WOMEN), stem + ("a" if not stem.endswith("i") else "a").replace("ia", "a")
    return draw.choice(LATVIA_MEN), stem if stem.endswith("i") else stem + ("š" if stem.endswith("ņ") else "s")
