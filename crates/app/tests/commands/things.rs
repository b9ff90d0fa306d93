//! The small invented things that are read in.

use crate::world::Home;

/// Two people, the second with a photo's worth of what Goodturn does not know, and a card that is broken off.
pub const CARDS: &str = "\
BEGIN:VCARD\r
VERSION:3.0\r
UID:card-ada\r
FN:Ada Brook\r
N:Brook;Ada;;;\r
EMAIL;TYPE=WORK:ada@brook.example\r
TEL;TYPE=CELL:+44 20 7946 0101\r
ORG:Brook & Sons\r
TITLE:Joiner\r
BDAY:1980-03-07\r
NOTE:Met at the timber fair\r
X-SHOE-SIZE:39\r
END:VCARD\r
BEGIN:VCARD\r
VERSION:4.0\r
FN:Ben Carver\r
EMAIL:ben@carver.example\r
ADR:;;1 Mill Lane;Leeds;;LS1 1AA;UK\r
CATEGORIES:friend,choir\r
END:VCARD\r
";

/// A card without a name or a channel, and one that ends in the middle, beside a good one.
pub const BROKEN_CARDS: &str = "\
BEGIN:VCARD\r
VERSION:3.0\r
FN:Cleo Good\r
EMAIL:cleo@good.example\r
END:VCARD\r
BEGIN:VCARD\r
VERSION:3.0\r
FN:Dan Half\r
";

/// Six messages of Eva's: two with Ada, one to Ben, one from a list, one from a robot, one without a date.
pub const MAIL: &str = "\
From eva@home.example Mon Feb  2 09:00:00 2026
From: Eva Home <eva@home.example>
To: Ada Brook <ada@brook.example>
Date: Mon, 2 Feb 2026 09:00:00 +0000
Message-ID: <m1@home.example>
Subject: The oak table

Could you make one?

From ada@brook.example Tue Feb  3 10:00:00 2026
From: Ada Brook <ada@brook.example>
To: Eva Home <eva@home.example>
Delivered-To: eva@home.example
Date: Tue, 3 Feb 2026 10:00:00 +0000
Message-ID: <m2@brook.example>
In-Reply-To: <m1@home.example>
Subject: Re: The oak table

With pleasure.

From eva@home.example Wed Feb  4 11:00:00 2026
From: Eva Home <eva@home.example>
To: ben@carver.example
Date: Wed, 4 Feb 2026 11:00:00 +0000
Message-ID: <m3@home.example>
Subject: =?utf-8?q?Caf=C3=A9?=

On Friday?

From news@fair.example Thu Feb  5 12:00:00 2026
From: Timber Fair <news@fair.example>
To: eva@home.example
Delivered-To: eva@home.example
Date: Thu, 5 Feb 2026 12:00:00 +0000
Message-ID: <m4@fair.example>
List-Id: <news.fair.example>
Subject: News of the fair

Stalls are going fast.

From no-reply@bank.example Fri Feb  6 13:00:00 2026
From: no-reply@bank.example
To: eva@home.example
Delivered-To: eva@home.example
Date: Fri, 6 Feb 2026 13:00:00 +0000
Message-ID: <m5@bank.example>
Auto-Submitted: auto-generated
Subject: Your statement

Is ready.

From finn@north.example Sat Feb  7 14:00:00 2026
From: Finn North <finn@north.example>
To: eva@home.example
Delivered-To: eva@home.example
Message-ID: <m6@north.example>
Subject: No day on this one

Hello.

";

/// A meeting with Ada, and Ben's birthday.
pub const CALENDAR: &str = "\
BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//invented//EN\r
BEGIN:VEVENT\r
UID:meeting-1\r
DTSTAMP:20260201T000000Z\r
DTSTART:20260220T140000Z\r
DTEND:20260220T150000Z\r
SUMMARY:Looking at wood\r
ORGANIZER;CN=Eva Home:mailto:eva@home.example\r
ATTENDEE;CN=Ada Brook;PARTSTAT=ACCEPTED:mailto:ada@brook.example\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:birthday-1\r
DTSTAMP:20260201T000000Z\r
DTSTART;VALUE=DATE:19790310\r
RRULE:FREQ=YEARLY\r
SUMMARY:Ben Carver's birthday\r
END:VEVENT\r
END:VCALENDAR\r
";

/// A LinkedIn export with the note that stands before its columns.
pub const CONNECTIONS: &str = "\
Notes:
\"When exporting your connection data, you may notice that some of the email addresses are missing.\"

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Gwen,Hill,https://www.linkedin.com/in/gwen-hill,gwen@hill.example,Hill Walks,Guide,12 Jan 2026
Ada,Brook,https://www.linkedin.com/in/ada-brook,ada@brook.example,Brook & Sons,Master joiner,03 Feb 2026
";

/// Goodturn's own tables, by the name of their format.
pub const TABLES: [(&str, &str); 6] = [
    (
        "people",
        "name,email,phone,organisation,birthday,tags,note\n\
         Ida Lake,ida@lake.example ::: ida@work.example,,Lake Boats,1985-04-12,friend ::: sailor,Knows every harbour\n\
         Jon Moss,jon@moss.example,,,,,\n",
    ),
    (
        "interactions",
        "when,who,kind,direction,text\n\
         2026-02-10,ida@lake.example,call,both,The new mast\n\
         2026-02-30,ida@lake.example,call,both,A day that is not\n",
    ),
    ("ties", "a,b,strength,since,evidence\nida@lake.example,jon@moss.example,0.7,2019-05-01,Same crew\n"),
    (
        "turns",
        "who,direction,kind,weight,value,on,what\n\
         ida@lake.example,given,introduction,medium,,2026-01-15,Told her of the yard\n",
    ),
    ("needs", "who,what,until\njon@moss.example,A mooring,2026-06-01\n"),
    ("offers", "who,what,until\nida@lake.example,Sailing lessons,\n"),
];

/// A home where the cards, the mail, the calendar and the connections are in the book.
pub fn eva() -> Home {
    let home = Home::new();
    home.write("people.vcf", CARDS);
    home.write("mail.mbox", MAIL);
    home.write("calendar.ics", CALENDAR);
    home.write("Connections.csv", CONNECTIONS);
    home.given("import people.vcf mail.mbox calendar.ics Connections.csv --me eva@home.example");
    home
}

/// A home with two people of one first name, added by hand.
pub fn two_annas() -> Home {
    let home = Home::new();
    home.given("add Anna Reed --email anna@reed.example --organisation \"Reed Roofs\"");
    home.given("add Anna Stone --email anna@stone.example");
    home
}
