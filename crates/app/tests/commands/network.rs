//! Ways to somebody, and who knows whom.

use crate::world::Home;

/// Three messages in which Ada and Ben stand together; Ben and Zoe know each other as I was told.
fn acquainted() -> Home {
    let home = Home::new();
    let mut mail = String::new();
    for (n, (from, to, cc)) in [
        ("Ada Brook <ada@brook.example>", "Eva Home <eva@home.example>", "Ben Carver <ben@carver.example>"),
        ("Eva Home <eva@home.example>", "Ada Brook <ada@brook.example>", "Ben Carver <ben@carver.example>"),
        ("Eva Home <eva@home.example>", "Ada Brook <ada@brook.example>", ""),
    ]
    .into_iter()
    .enumerate()
    {
        let cc = if cc.is_empty() { String::new() } else { format!("Cc: {cc}\n") };
        mail.push_str(&format!(
            "From x Mon Feb  2 09:00:00 2026\nFrom: {from}\nTo: {to}\n{cc}Date: Mon, {} Feb 2026 09:00:00 +0000\n\
             Message-ID: <w{n}@home.example>\nSubject: The boat\n\nHello\n\n",
            2 + n * 7
        ));
    }
    home.write("boat.mbox", &mail);
    home.given("import boat.mbox --me eva@home.example");
    home.given("add \"Zoe Yard\" --title Sailmaker --organisation \"Yard Sails\" --email zoe@yard.example");
    home.given("add \"Noa Alone\"");
    home
}

#[test]
fn ways_are_told_with_their_evidence() {
    let home = acquainted();
    home.tell("path ben")
        .tell("tie ben zoe --strength 60 --since 2020-05-01 --evidence \"built a boat together\"");
    home.tell("path Zoe --why \"new sails\" -k 1").tell("path \"anybody who is a sailmaker\" --json");
    home.tell("path \"Yard Sails\" --from ada").tell("path zoe --hops 1").tell("show ben");
    home.given("ask ada \"an hour of her time\"").tell("path ben");
    home.tell("tie ada zoe --strength 45 --json");
    home.given("add \"Lea Court\" --title \"Attorney at law\" --note \"practises in Lyon\"")
        .given("tie ben lea --strength 70");
    home.tell("path \"anybody who is a lawyer in Lyon\" -k 1")
        .tell("path \"anybody who is a lawyer in Paris\"");
    home.tell("tie me ben --strength 90 --evidence \"my brother\"").tell("path zoe").tell("show ben");
    home.tell("tie ben me --strength 5").tell("path zoe -k 1").given("undo").tell("path ben -k 1");
    home.matches("path");
}

#[test]
fn what_is_no_way_is_said() {
    let home = acquainted();
    home.tell("path").tell("path nobody-of-this-name").tell("path me").tell("path ada --from ada");
    home.tell("path zoe --hops 5").tell("path zoe --hops 0").tell("path zoe -k 0 --json").tell("path Noa");
    home.tell("tie ada me")
        .tell("tie me me --strength 4")
        .tell("tie ada ada")
        .tell("tie ada ben --strength NaN")
        .tell("tie ada ben --strength -3");
    home.tell("tie ada nobody").tell("tie ada ben --since tomorrow");
    home.given("tie ben zoe --strength 60").given("boundary zoe no-introductions").tell("path zoe");
    home.given("undo")
        .given("boundary ada do-not-contact")
        .given("boundary ben do-not-contact")
        .tell("path zoe");
    home.write("ties.csv", "a,b,strength,since,evidence\nada@brook.example,ada@brook.example,50,2020,\n\
        ada@brook.example,ben@carver.example,NaN,,\nada@brook.example,nobody@else.example,40,2021,\"said so\"\n");
    home.tell("import ties.csv --as ties");
    home.matches("path-refused");
}

#[test]
fn who_belongs_together_is_told_in_words() {
    let home = Home::new();
    home.tell("communities").tell("circles").tell("map").tell("map --json");
    home.given("demo").tell("communities --limit 4").tell("communities --json --limit 2");
    home.tell("circles").tell("circles --json").tell("circles --asleep --json").tell("map");
    // Whoever is to be left alone is not worth waking.
    home.given("mute \"Isak Berg\"").given("boundary \"Fiona McKay\" do-not-contact").tell("circles");
    // A group in which I know nobody, and one that I know through one alone.
    let mut table = "a,b,strength,since,evidence\n".to_owned();
    for group in ["x", "y"] {
        for n in 0..5 {
            home.given(&format!("add \"{group}{n} Far\" --email {group}{n}@{group}.example"));
        }
        for (a, b) in [(0, 1), (1, 2), (2, 3), (3, 4), (4, 0), (0, 2), (1, 3)] {
            table.push_str(&format!("{group}{a}@{group}.example,{group}{b}@{group}.example,60,2020,\n"));
        }
    }
    home.write("ties.csv", &table);
    home.given("import ties.csv --as ties").given("tie me y0@y.example --strength 40");
    home.tell("communities --limit 3");
    let drawn = home.json("map").remove(0);
    assert_eq!(drawn["dots"].as_array().unwrap().len() as u64, drawn["people"].as_u64().unwrap());
    home.matches("communities");
}
