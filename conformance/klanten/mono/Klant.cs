// A client on what .NET's wsdl tool generates: the whole story over two-sided TLS, without signature (profile 2W-be).
// Values come from the environment (../README.md).
using System;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using System.Web.Services.Protocols;
using System.Xml;
using System.Xml.Serialization;

/// <summary>Adds the WS-Addressing headers, which the tool does not know, to every message.</summary>
public sealed class Adressering : SoapExtension
{
    const string Wsa = "http://www.w3.org/2005/08/addressing";
    const string Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    Stream lijn;
    MemoryStream bericht;

    public override object GetInitializer(Type dienst) { return null; }
    public override object GetInitializer(LogicalMethodInfo methode, SoapExtensionAttribute attribuut) { return null; }
    public override void Initialize(object niets) { }

    public override Stream ChainStream(Stream stroom)
    {
        lijn = stroom;
        bericht = new MemoryStream();
        return bericht;
    }

    public override void ProcessMessage(SoapMessage wat)
    {
        if (wat.Stage == SoapMessageStage.AfterSerialize)
        {
            var envelop = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
            bericht.Position = 0;
            envelop.Load(bericht);
            Adresseer(envelop, wat.Action.Trim('"'));
            var bytes = new UTF8Encoding(false).GetBytes(envelop.DocumentElement.OuterXml);
            lijn.Write(bytes, 0, bytes.Length);
        }
        else if (wat.Stage == SoapMessageStage.BeforeDeserialize)
        {
            lijn.CopyTo(bericht);
            bericht.Position = 0;
        }
    }

    static void Adresseer(XmlDocument envelop, string actie)
    {
        var dienst = actie.Split(':')[2].ToUpperInvariant();
        var header = envelop.CreateElement("soap", "Header", Soap);
        envelop.DocumentElement.PrependChild(header);
        Kop(header, "To", Klant.Waarde("ADRES_" + dienst));
        Kop(header, "Action", actie);
        Kop(header, "MessageID", "urn:uuid:" + Guid.NewGuid());
        var adres = envelop.CreateElement("wsa", "Address", Wsa);
        adres.InnerText = Wsa + "/anonymous";
        Kop(header, "ReplyTo", "").AppendChild(adres);
    }

    static XmlElement Kop(XmlElement header, string naam, string waarde)
    {
        var kop = header.OwnerDocument.CreateElement("wsa", naam, Wsa);
        kop.InnerText = waarde;
        header.AppendChild(kop);
        return kop;
    }
}

public static class Klant
{
    public static string Waarde(string naam) { return Environment.GetEnvironmentVariable(naam); }

    public static int Main()
    {
        try
        {
            ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls12;
            ServicePointManager.ServerCertificateValidationCallback = Vertrouwt;
            var meldingen = new Meldingen.MeldingenService_v1 { Url = Waarde("NAAR_MELDINGEN") };
            var signalen = new Signalen.SignalenService_v1 { Url = Waarde("NAAR_SIGNALEN") };
            var certificaat = new X509Certificate2("partner.p12", Waarde("WACHTWOORD"));
            meldingen.ClientCertificates.Add(certificaat);
            signalen.ClientCertificates.Add(certificaat);
            Vertel(meldingen, signalen);
            return 0;
        }
        catch (Exception fout)
        {
            Console.Error.WriteLine(fout);
            return 1;
        }
    }

    static void Vertel(Meldingen.MeldingenService_v1 meldingen, Signalen.SignalenService_v1 signalen)
    {
        var stuur = new Meldingen.Stuurgegevens
        {
            verzenderOin = Waarde("OIN"), instantieId = Waarde("INSTANTIE"), gebruikerId = Waarde("GEBRUIKER"), rol = Meldingen.Rol.MELDER,
        };
        var stuurSignalen = new Signalen.Stuurgegevens
        {
            verzenderOin = Waarde("OIN"), instantieId = Waarde("INSTANTIE"), gebruikerId = Waarde("GEBRUIKER"), rol = Signalen.Rol.MELDER,
        };
        var sleutel = Waarde("VOORVOEGSEL");
        string versie, oin, melding;
        DateTime tijd, meldmoment, verwijderdatum;
        bool reedsGemeld, match, historie;

        var verbonden = meldingen.ControleerVerbinding(stuur, out versie, out tijd, out oin);
        Zeg("verbonden", verbonden.berichtId);

        var wie = new Meldingen.Jeugdige { Item = Waarde("BSN") };
        var gemeld = meldingen.MeldJeugdige(
            stuur, sleutel + "-1", wie, out melding, out meldmoment, out verwijderdatum, out reedsGemeld, out match, out historie);
        Zeg("gemeld", gemeld.berichtId, "melding", melding);

        try
        {
            string niet;
            var niemand = new Meldingen.Jeugdige { Item = Waarde("BSN_ONGELDIG") };
            meldingen.MeldJeugdige(
                stuur, sleutel + "-2", niemand, out niet, out meldmoment, out verwijderdatum, out reedsGemeld, out match, out historie);
        }
        catch (SoapException weigering)
        {
            var fout = Fout(weigering);
            Zeg("geweigerd", fout.incidentId, "code", fout.code);
        }

        Signalen.Signaal[] lijst;
        bool meer;
        var opgehaald = signalen.HaalSignalenOp(stuurSignalen, null, 0, false, 10, out lijst, out meer);
        Zeg("opgehaald", opgehaald.berichtId, "signaal", lijst[0].signaalId, "soort", lijst[0].soort.ToString());

        Signalen.ResultaatPerSignaal[] resultaat;
        var bevestigd = signalen.BevestigSignalen(stuurSignalen, null, new[] { lijst[0].signaalId }, out resultaat);
        Zeg("bevestigd", bevestigd.berichtId);

        bool heeftArchief;
        DateTime verwijderdOp, archief;
        var verwijderd = meldingen.VerwijderMelding(
            stuur, sleutel + "-3", ref melding, Meldingen.VerwijderReden.NIET_TERECHT, out verwijderdOp, out archief, out heeftArchief);
        Zeg("verwijderd", verwijderd.berichtId, "melding", melding);
    }

    /// <summary>The Fout in the detail, as the class that the tool made of it.</summary>
    static Meldingen.FoutType Fout(SoapException weigering)
    {
        var vorm = new XmlSerializer(typeof(Meldingen.FoutType), new XmlRootAttribute("Fout") { Namespace = "urn:verwijsindex:typen:v1" });
        using (var lezer = new XmlNodeReader(weigering.Detail.FirstChild))
            return (Meldingen.FoutType)vorm.Deserialize(lezer);
    }

    /// <summary>The right host name, and a chain that ends at a CA of the index and at no other.</summary>
    static bool Vertrouwt(object vraag, X509Certificate certificaat, X509Chain systeem, SslPolicyErrors fouten)
    {
        var keten = new X509Chain();
        keten.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        keten.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        var vertrouwd = Lees(Waarde("CA"));
        keten.ChainPolicy.ExtraStore.AddRange(vertrouwd);
        if ((fouten & SslPolicyErrors.RemoteCertificateNameMismatch) != 0 || !keten.Build(new X509Certificate2(certificaat)))
            return false;
        return vertrouwd.Contains(keten.ChainElements[keten.ChainElements.Count - 1].Certificate);
    }

    static X509Certificate2Collection Lees(string pem)
    {
        var gelezen = new X509Certificate2Collection();
        foreach (Match een in Regex.Matches(File.ReadAllText(pem), "-----BEGIN CERTIFICATE-----([^-]+)-----END"))
            gelezen.Add(new X509Certificate2(Convert.FromBase64String(een.Groups[1].Value)));
        return gelezen;
    }

    static void Zeg(string stap, string bericht, params string[] velden)
    {
        var regel = new StringBuilder("{\"stap\": \"" + stap + "\", \"bericht\": \"" + bericht + "\"");
        for (var i = 0; i < velden.Length; i += 2)
            regel.Append(", \"" + velden[i] + "\": \"" + velden[i + 1] + "\"");
        Console.WriteLine(regel.Append('}'));
    }
}
