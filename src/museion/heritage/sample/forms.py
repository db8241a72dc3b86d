"""The forms that invented objects take: how they are drawn, what of, how large, and which museums keep them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Make:
    """One way to make a form: the palette it is drawn in, its materials and techniques."""

    palette: str
    materials: tuple[str, ...]
    techniques: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """`sizes`: dimension → least and greatest in centimetres. `collections`: types of museum that keep such things."""

    object_type: str
    broad_type: str
    family: str
    weight: int
    makes: tuple[Make, ...]
    sizes: tuple[tuple[str, float, float], ...]
    collections: tuple[str, ...]
    is_old: bool = True


_POTTERY = (
    Make("clay", ("earthenware",), ("wheel_throwing", "slip_painting")),
    Make("clay", ("terracotta",), ("hand_modelling", "incising")),
    Make("glaze", ("stoneware",), ("wheel_throwing", "glazing")),
    Make("glaze", ("porcelain",), ("wheel_throwing", "painting", "glazing")),
)
_VESSEL = ("archaeology", "applied_arts", "decorative_arts", "regional", "ethnography")
_WOOD = (Make("wood", ("wood",), ("carving", "painting")),)
_CARVED = (
    Make("stone", ("stone",), ("carving",)),
    Make("clay", ("terracotta",), ("hand_modelling",)),
    Make("metal", ("bronze",), ("casting",)),
    Make("stone", ("marble",), ("carving",)),
)
_CLOTH = (
    Make("dye", ("wool",), ("weaving",)),
    Make("dye", ("silk", "cotton"), ("weaving", "embroidering")),
    Make("dye", ("linen",), ("embroidering",)),
)
_RUG = (Make("dye", ("wool", "cotton"), ("knotting",)), Make("dye", ("wool",), ("weaving",)))
_STRUCK = tuple(Make("metal", (metal,), ("striking",)) for metal in ("bronze", "silver", "gold", "copper"))
_PAINTED = (Make("", ("oil_paint", "canvas"), ("painting",)), Make("", ("oil_paint", "wood"), ("painting",)))
_WRITTEN = (Make("dye", ("parchment", "ink"), ("writing", "gilding")), Make("glaze", ("paper", "ink"), ("writing",)))
_BEADED = (
    Make("glaze", ("glass",), ("hammering",)),
    Make("stone", ("stone", "silver"), ("carving",)),
    Make("metal", ("gold",), ("hammering",)),
    Make("wood", ("amber", "ivory_nut"), ("carving",)),
)
_BLADES = (
    Make("metal", ("bronze", "wood"), ("casting",)),
    Make("stone", ("obsidian", "wood"), ("carving",)),
    Make("metal", ("iron", "wood"), ("hammering", "inlaying")),
)
_ART = ("fine_arts", "modern_art", "historic_house", "history")
_PEOPLE = ("ethnography", "performing_arts", "regional", "ecomuseum")

FORMS: tuple[Form, ...] = (
    Form("jar", "vessels", "turned", 8, _POTTERY, (("height", 14, 60), ("diameter", 10, 40)), _VESSEL),
    Form("vase", "vessels", "turned", 7, _POTTERY, (("height", 12, 55), ("diameter", 8, 30)), _VESSEL),
    Form(
        "amphora",
        "vessels",
        "turned",
        5,
        _POTTERY[:2],
        (("height", 30, 90), ("diameter", 18, 45)),
        ("archaeology", "maritime"),
    ),
    Form("jug", "vessels", "turned", 5, _POTTERY, (("height", 14, 40), ("diameter", 9, 24)), _VESSEL),
    Form("bowl", "vessels", "turned", 6, _POTTERY, (("height", 5, 16), ("diameter", 10, 36)), _VESSEL),
    Form("dish", "vessels", "disc", 4, _POTTERY[2:], (("height", 3, 8), ("diameter", 18, 48)), _VESSEL),
    Form(
        "drum",
        "instruments",
        "turned",
        3,
        _WOOD,
        (("height", 30, 90), ("diameter", 18, 50)),
        ("musical_instruments", *_PEOPLE),
    ),
    Form(
        "lute",
        "instruments",
        "lute",
        3,
        (Make("wood", ("wood", "bone"), ("carving", "inlaying")),),
        (("length", 60, 110), ("width", 22, 40)),
        ("musical_instruments", *_PEOPLE),
    ),
    Form("mask", "masks", "mask", 6, _WOOD, (("height", 18, 42), ("width", 12, 26), ("depth", 6, 18)), _PEOPLE),
    Form("helmet_mask", "masks", "mask", 2, _WOOD, (("height", 30, 60), ("width", 20, 34), ("depth", 20, 34)), _PEOPLE),
    Form(
        "figurine",
        "figures",
        "figure",
        5,
        _CARVED,
        (("height", 6, 34), ("width", 3, 14)),
        ("archaeology", "sculpture", "ethnography"),
    ),
    Form("idol", "figures", "figure", 2, _CARVED, (("height", 12, 60), ("width", 6, 24)), ("archaeology", "sculpture")),
    Form(
        "carpet",
        "textiles",
        "textile",
        5,
        _RUG,
        (("length", 120, 340), ("width", 80, 220)),
        ("costume", "applied_arts", "decorative_arts", "industrial_heritage"),
        is_old=False,
    ),
    Form(
        "hanging",
        "textiles",
        "textile",
        3,
        _CLOTH,
        (("length", 90, 260), ("width", 60, 160)),
        ("costume", "applied_arts", "decorative_arts"),
        is_old=False,
    ),
    Form(
        "shawl",
        "textiles",
        "textile",
        3,
        _CLOTH,
        (("length", 100, 200), ("width", 100, 200)),
        ("costume", "ethnography", "regional"),
        is_old=False,
    ),
    Form(
        "coin", "coins", "disc", 8, _STRUCK, (("diameter", 1.2, 4.2),), ("money", "archaeology", "history", "regional")
    ),
    Form(
        "medal",
        "coins",
        "disc",
        3,
        _STRUCK[:2],
        (("diameter", 3, 9),),
        ("money", "military_history", "sports", "history"),
        is_old=False,
    ),
    Form(
        "manuscript_leaf",
        "manuscripts",
        "leaf",
        5,
        _WRITTEN,
        (("height", 18, 48), ("width", 12, 34)),
        ("literature", "history", "education"),
        is_old=False,
    ),
    Form(
        "charter",
        "manuscripts",
        "leaf",
        2,
        _WRITTEN[:1],
        (("height", 24, 60), ("width", 20, 52)),
        ("history", "literature", "regional"),
        is_old=False,
    ),
    Form(
        "landscape", "paintings", "painting", 6, _PAINTED, (("height", 24, 120), ("width", 32, 180)), _ART, is_old=False
    ),
    Form(
        "portrait", "paintings", "painting", 4, _PAINTED, (("height", 32, 140), ("width", 24, 110)), _ART, is_old=False
    ),
    Form(
        "still_life", "paintings", "painting", 4, _PAINTED, (("height", 24, 90), ("width", 30, 110)), _ART, is_old=False
    ),
    Form(
        "necklace",
        "jewellery",
        "beads",
        4,
        _BEADED,
        (("length", 36, 90),),
        ("archaeology", "costume", "applied_arts", "ethnography"),
    ),
    Form(
        "bracelet",
        "jewellery",
        "beads",
        3,
        _BEADED,
        (("diameter", 5, 9),),
        ("archaeology", "costume", "applied_arts", "ethnography"),
    ),
    Form(
        "pendant",
        "jewellery",
        "disc",
        3,
        _STRUCK[1:3],
        (("diameter", 2, 8),),
        ("archaeology", "costume", "ethnography"),
    ),
    Form(
        "axe",
        "tools",
        "tool",
        3,
        _BLADES,
        (("length", 30, 90), ("width", 9, 24)),
        ("archaeology", "agriculture", "industrial_heritage", "military_history"),
    ),
    Form(
        "knife",
        "tools",
        "tool",
        3,
        _BLADES,
        (("length", 14, 48), ("width", 2, 7)),
        ("archaeology", "agriculture", "military_history"),
    ),
    Form(
        "tile",
        "tiles",
        "tile",
        5,
        _POTTERY[2:],
        (("height", 12, 32), ("width", 12, 32), ("thickness", 1, 3)),
        ("architecture", "applied_arts", "decorative_arts"),
        is_old=False,
    ),
)
