"""German phrases, with what each is worth in log-odds. What weighs 4 decides alone; what weighs 1 only helps."""

from folkmoot.mirror.judge.phrases import words

LISTS = {
    "JEMAND": words("jemand jemanden jemandem wer irgendwer irgendjemand einer wen"),
    "KÖNNTE": words("könnte kann würde mag möchte könnt könntest könnten könntet würdet würdest kannst magst wollt"),
    "LEIHEN": words(
        "leihen ausleihen verleihen borgen ausborgen geben "
        "helfen mithelfen aushelfen fahren mitnehmen abholen bringen "
        "tragen schleppen hüten gießen füttern reparieren "
        "flicken übersetzen lesen korrekturlesen prüfen testen schauen "
        "draufschauen zeigen beibringen erklären spenden teilen unterstützen unterschreiben übernehmen einspringen "
        "vorbeikommen anpacken kommen schicken empfehlen sagen aufpassen vertreten entbehren abgeben besorgen machen "
        "mitmachen nehmen aufnehmen verraten mitbringen"
    ),
    "HELFER": words(
        "hilfe helfer helferinnen freiwillige unterstützung leute "
        "hände spenden mitstreiter babysitter tester rat tipps "
        "umzugshelfer fahrer mithilfe"
    ),
    "EIN": words("ein eine einen einem einer jemanden jemand leute wen dringend"),
    "NICHT": words("nicht kein keine keinen niemand nie ohne"),
    "ICH": words("ich wir"),
    "MIR": words("mir uns"),
}

PHRASES = {
    "ask": [
        (4.5, "KÖNNTE|hätte|hat JEMAND (von) (euch) ~ LEIHEN"),
        (4.5, "KÖNNTE (bitte) (mir|uns) (bitte|vielleicht) jemand"),
        (3.8, "^ hat|hätte jemand ?"),
        (4.2, "^ weiß|kennt|weiss jemand"),
        (4.2, "wer KÖNNTE|hätte|hat ~ LEIHEN|zeit|lust|übrig|platz ?"),
        (
            4.2,
            "^ wer hilft|leiht|hat|kennt|weiß|fährt|nimmt|borgt|kann|könnte ~ MIR|mit|einen|eine|ein|noch|am|nach ?",
        ),
        (4.0, "jemand ~ LEIHEN ?"),
        (4.2, "ob jemand|wer|ihr|du ~ KÖNNTE|hat|hätte|weiß|kennt"),
        (3.8, "KÖNNTE du|ihr|sie (bitte) ~ LEIHEN ?"),
        (4.5, "KÖNNTE du|ihr|sie (mir|uns) bitte"),
        (4.2, "darf|dürfte|kann|könnte ich|wir ~ leihen|ausleihen|borgen|haben ?"),
        (4.5, "KÖNNTE|darf ich|wir|mir ~ ~ leihen|ausleihen|borgen"),
        (3.8, "ICH suche|suchen|sucht (noch) (gerade) (immer) (dringend) (zwei|drei) EIN|HELFER|dringend|für"),
        (4.0, "suche|suchen ICH ~ EIN|HELFER|für|noch"),
        (4.0, "^ suche|suchen|gesucht"),
        (3.4, "HELFER|wohnung|zimmer|dringend ~ gesucht"),
        (
            3.2,
            "ICH (dringend) brauche|brauchen|bräuchte|bräuchten|benötige|"
            "benötigen ~ EIN|HELFER|euch|eure|deine|dringend|für",
        ),
        (3.4, "brauche|brauchen|bräuchte|bräuchten|benötige|benötigen ICH ~ EIN|HELFER|eure"),
        (3.8, "^ brauche|bräuchte|brauchen ~ EIN|HELFER|mal"),
        (3.0, "HELFER ~ gebraucht|benötigt|nötig|willkommen"),
        (4.2, "MIR|uns fehlen|fehlt ~ noch|EIN|HELFER"),
        (4.2, "es|uns|mir fehlen|fehlt (uns|mir) ~ noch|HELFER|leute"),
        (4.2, "wäre|wären|würde|bin ICH ~ dankbar|froh|freuen ~ wenn|über|für"),
        (4.2, "ICH wäre|wären|würde ~ dankbar|froh|freuen"),
        (4.0, "wäre (sehr|echt) toll|super|nett|lieb|schön|klasse|prima (von) (euch) wenn ~ jemand|ihr|du|LEIHEN"),
        (4.5, "danke|dank (schon) (schonmal) (mal) im voraus"),
        (4.0, "gefallen ~ tun|bitten"),
        (4.2, "ICH ~ bitte|bitten ~ um|euch|sie|dich|alle"),
        (
            3.0,
            "bitte ~ LEIHEN|rt|retweet|retweeten|teilt|helft|unterstützt|spendet|unterschreibt|meldet|meldung|melden",
        ),
        (3.6, "^ bitte"),
        (1.8, "bitte"),
        (4.2, "helft|hilf|unterstützt|unterstütze MIR|uns|ihnen|mit|den|dem|der|bitte|beim"),
        (
            3.8,
            "^ helft|teilt|spendet|unterschreibt|unterzeichnet|stimmt|folgt|abonniert|meldet|kommt|gebt|leiht|votet",
        ),
        (3.4, "spendet|unterschreibt|unterzeichnet|retweetet|abonniert"),
        (3.6, "meldet|melde (euch|dich) (bitte) (gern|gerne) (bei) MIR|wenn|wer|bei"),
        (3.4, "gebt|gib|sagt|sag|schreibt|schreib (mir|uns) (bitte|gern|gerne) bescheid|mir|uns"),
        (3.8, "für ~ tipps|hinweise|rat|empfehlungen|hilfe ~ dankbar|froh"),
        (3.6, "tipps|empfehlungen|ideen|ratschläge|vorschläge ?"),
        (3.4, "petition ~ unterschreiben|unterzeichnen|mitzeichnen|teilen"),
        (3.0, "jede hilfe|hand|spende|unterstützung|stimme"),
        (3.0, "freiwillige vor"),
        (2.4, "mag|möchte|will|wollt|hat|kommt jemand ~ helfen|mitkommen|lust ?"),
        # against
        (-3.5, "NICHT ~ nötig|brauche|brauchen|gebraucht|braucht|suche"),
        (-3.5, "brauche|brauchen|brauchst|braucht|musst|müsst|suche|suchen ~ NICHT|mehr"),
        (-3.0, "danke|dank ~ alle|allen|alle|euch|für|an"),
        (-3.5, "ICH könnte|kann|könnten|können|würde|würden ~ LEIHEN"),
        (-3.0, "kann|könnte|würde|können|helfe|übernehme|leihe ICH ~ LEIHEN|gern|gerne"),
        (-3.5, "fragte|gefragt|fragten|sagte|sagt|meinte ~ ob|dass|wer|mich|uns"),
        (-3.0, "falls|wenn jemand|ihr|du ~ braucht|brauchst|möchte|will|wollt|mag"),
        (-2.5, "wer|jemand|ihr|du ~ brauchen|braucht|brauchst|möchte|will|haben ?"),
        (-2.5, "wie|warum|wieso|weshalb|was|wann|wo KÖNNTE|hat|kann|können|soll|sollen"),
        (-2.5, "^ danke|vielen|herzlichen|glückwunsch"),
        (-2.5, "bitte nicht|keine|kein"),
        (-2.0, "ja|doch|mal|aber bitte"),
        (-3.0, "hat|habt|kennt|weiß jemand|ihr|du ~ ~ gesehen|gelesen|gehört|schon|auch|bemerkt ?"),
        (-2.5, "bitte sehr|schön|gern|gerne"),
    ],
    "offer": [
        (4.2, "zu verschenken|verleihen|verschenken|vergeben|abzugeben"),
        (4.0, "ICH (gern|gerne) biete|bieten|verschenke|verschenken|verleihe|verleihen|verleih"),
        (
            4.0,
            "ICH könnte|kann|können|würde|würden|helfe|helfen|leihe|übernehme|fahre|nehme ~ LEIHEN|gern|gerne|euch|dir",
        ),
        (
            4.0,
            "kann|könnte|würde|helfe|übernehme|leihe|biete|nehme|fahre|"
            "verschenke ICH ~ LEIHEN|gern|gerne|euch|dir|an|mit",
        ),
        (
            4.0,
            "falls|wenn jemand|ihr|du ~ braucht|brauchst|möchte|will|wollt|mag ~ "
            "melden|melde|meldet|sagt|kommt|sag|nehmt|kann|könnt",
        ),
        (4.0, "wer ~ möchte|will|mag|braucht ~ darf|kann|bekommt|soll|melden|nehmen|kommen|haben"),
        (3.4, "wer ~ möchte|will|mag|braucht ?"),
        (3.8, "bediene|bedient|greift (dich|euch) zu|gern|gerne|einfach"),
        (3.6, "kostenlos|gratis|umsonst ~ abzuholen|für|abholen|haben|mitnehmen"),
        (3.0, "habe|haben ~ übrig|zuviel|abzugeben"),
    ],
    "talk": [
        (3.6, "was|wie ~ meint|denkt|haltet|seht|findet|sagt|macht ~ ihr|du|davon|das ?"),
        (3.2, "eure|deine ~ meinung|ansicht|erfahrungen|erfahrung"),
        (2.4, "was|wie|warum|wieso|weshalb|wer|wann|wo|welche|welcher|welches|woher|wohin ?"),
        (
            2.2,
            "ist|sind|hat|habt|hast|haben|wird|kann|soll|sollte|sollten|war|"
            "glaubt|gibt|kommt ~ ihr|du|es|das|die|der|sie|er ?",
        ),
        (2.8, "stimme ~ zu"),
        (2.6, "^ genau|stimmt|ja|nein|richtig|danke|willkommen|glückwunsch"),
        (2.0, "wen|wem ?"),
        (1.6, "^ du|ihr|dein|deine|ich"),
    ],
    "give": [
        (2.8, "^ hier"),
        (
            3.0,
            "^ tipp|info|achtung|warnung|hinweis|erinnerung|übrigens|rezept|anleitung|neuigkeiten|neu|zur|protokoll",
        ),
        (2.6, "anleitung|rezept|protokoll|ergebnisse|fahrplan|artikel|termine"),
        (2.6, "wusstet ihr"),
        (2.6, "ICH ~ empfehle|empfehlen"),
        (2.6, "lesenswert|sehenswert|empfehlenswert"),
        (2.6, "ICH habe|haben ~ geschrieben|gesammelt|veröffentlicht|zusammengestellt|gebaut|gefunden|gelernt"),
        (
            2.2,
            "ist|sind (jetzt|ab|wieder|heute|morgen) ~ offen|geöffnet|geschlossen|fertig|online|verschoben|abgesagt",
        ),
        (2.2, "am|ab|bis|um montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"),
    ],
}
